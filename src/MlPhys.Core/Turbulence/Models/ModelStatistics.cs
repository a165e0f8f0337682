using MlPhys.Numerics.LinearAlgebra;
using MlPhys.Numerics.Random;
using MlPhys.Turbulence.Gradients;

namespace MlPhys.Turbulence.Models;

/// <summary>Single-time statistics that a model must share with the measured gradients, averaged over orientations.</summary>
/// <param name="MeanSquare">Mean of A:A, in Kolmogorov units 1.</param>
/// <param name="Skewness">Skewness of the longitudinal gradient, from the mean of tr S³.</param>
/// <param name="LongitudinalFlatness">Flatness of the longitudinal gradient, from the mean of (tr S²)².</param>
/// <param name="TransverseFlatness">Flatness of the transverse gradient, from random orientations.</param>
/// <param name="SecondMoment">Mean of tr A² over A:A; 0 in homogeneous turbulence.</param>
/// <param name="BetchovRatio">-tr S³ / (3 tr S W²); 1 in homogeneous turbulence.</param>
/// <param name="StrainForm">Mean of s* = -√6 tr S³ / |S|³.</param>
/// <param name="FirstAlignment">Mean squared cosine between vorticity and the direction of most stretching.</param>
/// <param name="SecondAlignment">The same for the intermediate direction.</param>
/// <param name="ThirdAlignment">The same for the direction of most compression.</param>
public sealed record ModelStatistics(
    double MeanSquare,
    double Skewness,
    double LongitudinalFlatness,
    double TransverseFlatness,
    double SecondMoment,
    double BetchovRatio,
    double StrainForm,
    double FirstAlignment,
    double SecondAlignment,
    double ThirdAlignment
)
{
    /// <summary>The statistics of samples.</summary>
    /// <param name="x">Coordinates of <see cref="TraceFree"/>, [sample, coordinate].</param>
    /// <param name="seed">Seed of the random orientations.</param>
    /// <exception cref="ArgumentException">There are not eight columns.</exception>
    public static ModelStatistics Of(double[,] x, long seed = 0)
    {
        var tensors = TraceFree.Tensors(x);
        var random = new RandomStream(seed).Split("orientations");
        var sums = new double[11];
        Span<double> turned = stackalloc double[9];
        for (var n = 0; n < x.GetLength(0); n++)
        {
            var a = tensors.AsSpan(9 * n, 9);
            Add(a, sums);
            RandomRotations.Turn(a, turned, random);
            foreach (var off in (ReadOnlySpan<int>)[1, 2, 3, 5, 6, 7])
            {
                var square = turned[off] * turned[off];
                sums[9] += square / 6;
                sums[10] += square * square / 6;
            }
        }
        for (var i = 0; i < sums.Length; i++)
            sums[i] /= x.GetLength(0);
        var (strain, square4, cube, enstrophy) = (sums[1], sums[2], sums[3], sums[4]);
        return new ModelStatistics(
            sums[0],
            8.0 / 105 * cube / Math.Pow(2.0 / 15 * strain, 1.5),
            15.0 / 7 * square4 / (strain * strain),
            sums[10] / (sums[9] * sums[9]),
            (2 * strain - sums[0]) / sums[0],
            -cube / (3 * enstrophy),
            sums[5],
            sums[6],
            sums[7],
            sums[8]
        );
    }

    private static void Add(ReadOnlySpan<double> a, double[] sums)
    {
        var s = new double[3, 3];
        for (var i = 0; i < 3; i++)
        for (var j = 0; j < 3; j++)
            s[i, j] = 0.5 * (a[3 * i + j] + a[3 * j + i]);
        double[] w = [0.5 * (a[7] - a[5]), 0.5 * (a[2] - a[6]), 0.5 * (a[3] - a[1])];
        var eigen = SymmetricEigen.Of(s);
        var (square, cube) = (0.0, 0.0);
        foreach (var value in eigen.Values)
            (square, cube) = (square + value * value, cube + value * value * value);
        var rotation = w[0] * w[0] + w[1] * w[1] + w[2] * w[2];
        sums[0] += square + 2 * rotation;
        sums[1] += square;
        sums[2] += square * square;
        sums[3] += cube;
        sums[5] += -Math.Sqrt(6) * cube / Math.Pow(square, 1.5);
        for (var e = 0; e < 3; e++)
        {
            var dot = w[0] * eigen.Vectors[0, e] + w[1] * eigen.Vectors[1, e] + w[2] * eigen.Vectors[2, e];
            // tr S W² = w·Sw for trace-free S and the axial vector w of W.
            sums[4] += eigen.Values[e] * dot * dot;
            sums[6 + Rank(eigen.Values, e)] += rotation > 0 ? dot * dot / rotation : 1.0 / 3;
        }
    }

    private static int Rank(IReadOnlyList<double> values, int of)
    {
        var rank = 0;
        for (var other = 0; other < values.Count; other++)
            if (values[other] > values[of] || (values[other] == values[of] && other < of))
                rank++;
        return rank;
    }
}
