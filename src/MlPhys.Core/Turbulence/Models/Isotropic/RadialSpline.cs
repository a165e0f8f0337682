using MlPhys.Numerics.Lanes;

namespace MlPhys.Turbulence.Models.Isotropic;

/// <summary>A monotone map of lengths: a spline in log(1 + length) up to length exp(3) - 1 = 19, the identity beyond.</summary>
internal static class RadialSpline
{
    private const double Middle = 1.5;
    private const double Least = 1e-9;

    /// <summary>Length, ratio to the length before, and the logarithm of the derivative.</summary>
    public static (Row Length, Row Ratio, Row LogSlope) Apply(
        LaneBuilder builder,
        Row length,
        IReadOnlyList<Row> shape,
        bool inverse
    )
    {
        var before = (1 + length).Log();
        var (bent, slope) = builder.Spline(before - Middle, shape, Middle, inverse);
        var after = bent + Middle;
        var mapped = (after.Exp() - 1).Maximum(Least);
        return (mapped, mapped / length, after - before + slope);
    }
}
