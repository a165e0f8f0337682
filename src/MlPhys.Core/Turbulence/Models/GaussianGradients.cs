using MlPhys.Numerics.Random;
using MlPhys.Turbulence.Gradients;

namespace MlPhys.Turbulence.Models;

/// <summary>Isotropic homogeneous Gaussian gradients with mean square one: variance 1/10 of each strain coordinate, 1/6 of each of the rotation.</summary>
internal static class GaussianGradients
{
    public const double StrainVariance = 0.1;
    public const double RotationVariance = 1.0 / 6;

    public static double[,] Coordinates(RandomStream random, int count)
    {
        var x = new double[count, TraceFree.Dimension];
        for (var n = 0; n < count; n++)
        for (var i = 0; i < TraceFree.Dimension; i++)
            x[n, i] = Math.Sqrt(Variance(i)) * random.Gaussian();
        return x;
    }

    public static double Variance(int coordinate) =>
        coordinate < TraceFree.StrainDimension ? StrainVariance : RotationVariance;
}
