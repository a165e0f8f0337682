namespace MlPhys.Scaling;

/// <summary>y = Floor + Coefficient x^-c0 (1 + (x/d)^(1/f))^(-c1 f): a power law whose exponent grows from c0 to c0 + c1 around d.</summary>
/// <remarks>Source: Caballero et al. (2022), eq. 1 with one break.</remarks>
/// <param name="Floor">Value approached at large x.</param>
/// <param name="Coefficient">Factor of the power.</param>
/// <param name="Exponent">c0, exponent before the break.</param>
/// <param name="ExponentChange">c1, by which the exponent grows.</param>
/// <param name="Break">d, where it grows.</param>
/// <param name="Sharpness">f, decades over which it grows: small is sharp.</param>
/// <param name="RmsLogResidual">Root mean square of ln(law / measured).</param>
public sealed record BrokenPowerLaw(
    double Floor,
    double Coefficient,
    double Exponent,
    double ExponentChange,
    double Break,
    double Sharpness,
    double RmsLogResidual
)
{
    /// <summary>The law at x.</summary>
    public double At(double x) =>
        Floor
        + Coefficient
            * Math.Pow(x, -Exponent)
            * Math.Pow(1 + Math.Pow(x / Break, 1 / Sharpness), -ExponentChange * Sharpness);

    internal static BrokenPowerLaw Fit(ScalingCurve curve)
    {
        curve.RequireAtLeast(7, "a power law with a break");
        var logX = curve.X.Select(Math.Log).ToArray();
        void Columns(double[] theta, int i, double[] f, double[,] df)
        {
            var (c0, c1, sharpness) = (theta[0], theta[1], Math.Exp(theta[3]));
            var scaled = (logX[i] - theta[2]) / sharpness;
            var bend = Softplus(scaled);
            var share = 1 / (1 + Math.Exp(-scaled));
            f[0] = Math.Exp(-c0 * logX[i] - c1 * sharpness * bend);
            f[1] = 1;
            df[0, 0] = -logX[i] * f[0];
            df[0, 1] = -sharpness * bend * f[0];
            df[0, 2] = c1 * share * f[0];
            df[0, 3] = -c1 * sharpness * (bend - share * scaled) * f[0];
        }
        var (first, last) = (logX[0], logX[^1]);
        var starts =
            from c0 in new[] { 0.05, 0.2, 0.5, 1 }
            from c1 in new[] { -0.5, -0.1, 0.2, 0.6, 1.2 }
            from place in new[] { 0.2, 0.4, 0.6, 0.8 }
            from sharpness in new[] { 0.15, 0.5, 1.5 }
            select new[] { c0, c1, first + place * (last - first), Math.Log(sharpness) };
        var best = new SeparableFit([.. curve.Y], Columns, 2).Solve(starts, polished: 12);
        var (t, c) = (best.Theta, best.Coefficients);
        var law = new BrokenPowerLaw(c[1], c[0], t[0], t[1], Math.Exp(t[2]), Math.Exp(t[3]), 0);
        return law with { RmsLogResidual = curve.RmsLogResidual(law.At) };
    }

    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));
}
