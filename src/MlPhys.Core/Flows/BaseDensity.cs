using MlPhys.Numerics.Lanes;
using MlPhys.Numerics.Random;

namespace MlPhys.Flows;

/// <summary>The density of the latent variables, a product over variables.</summary>
public sealed record BaseDensity
{
    private BaseDensity(double degreesOfFreedom, double[] scales) =>
        (DegreesOfFreedom, Scales) = (degreesOfFreedom, scales);

    /// <summary>Degrees of freedom of Student's t; infinite for a Gaussian.</summary>
    public double DegreesOfFreedom { get; }

    /// <summary>Scale of each variable; empty: one for all.</summary>
    public IReadOnlyList<double> Scales { get; }

    /// <summary>Standard normal variables.</summary>
    public static BaseDensity Gaussian() => new(double.PositiveInfinity, []);

    /// <summary>Normal variables of given standard deviations.</summary>
    /// <param name="scales">Standard deviation of each variable, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A scale is not above 0.</exception>
    public static BaseDensity Gaussian(params double[] scales) => new(double.PositiveInfinity, Checked(scales));

    /// <summary>Student's t for each variable: tails that fall as |z|^-(nu + 1), for data with heavy tails.</summary>
    /// <param name="degreesOfFreedom">nu, above 0; below 2 the variance is infinite.</param>
    /// <param name="scales">Scale of each variable, above 0; none: one for all.</param>
    /// <exception cref="ArgumentOutOfRangeException">Degrees of freedom or a scale are not above 0.</exception>
    public static BaseDensity StudentT(double degreesOfFreedom, params double[] scales)
    {
        if (!(degreesOfFreedom > 0 && double.IsFinite(degreesOfFreedom)))
            throw new ArgumentOutOfRangeException(
                nameof(degreesOfFreedom),
                degreesOfFreedom,
                "expected a finite number above 0"
            );
        return new BaseDensity(degreesOfFreedom, Checked(scales));
    }

    internal bool IsGaussian => double.IsPositiveInfinity(DegreesOfFreedom);

    internal double Scale(int variable) => Scales.Count == 0 ? 1 : Scales[variable];

    /// <summary>Writes the logarithm of the density.</summary>
    internal Row LogDensity(LaneBuilder builder, Row[] z)
    {
        var nu = DegreesOfFreedom;
        var terms = z.Select(
            (value, i) =>
            {
                var square = value * value;
                var scale = Scale(i);
                return IsGaussian
                    ? square * (-0.5 / (scale * scale))
                    : (1 + square * (1 / (nu * scale * scale))).Log() * (-(nu + 1) / 2);
            }
        );
        return builder.Sum([.. terms]) + Enumerable.Range(0, z.Length).Sum(i => Peak - Math.Log(Scale(i)));
    }

    /// <summary>One draw of a variable.</summary>
    internal double Draw(RandomStream random, int variable)
    {
        var g = random.Gaussian();
        return Scale(variable)
            * (IsGaussian ? g : g / Math.Sqrt(random.Gamma(DegreesOfFreedom / 2) * 2 / DegreesOfFreedom));
    }

    private double Peak =>
        IsGaussian
            ? -0.5 * Math.Log(2 * Math.PI)
            : MathNet.Numerics.SpecialFunctions.GammaLn((DegreesOfFreedom + 1) / 2)
                - MathNet.Numerics.SpecialFunctions.GammaLn(DegreesOfFreedom / 2)
                - 0.5 * Math.Log(DegreesOfFreedom * Math.PI);

    private static double[] Checked(double[] scales)
    {
        foreach (var scale in scales)
            if (!(scale > 0 && double.IsFinite(scale)))
                throw new ArgumentOutOfRangeException(nameof(scales), scale, "expected finite numbers above 0");
        return [.. scales];
    }
}
