namespace MlPhys.Scaling;

/// <summary>y = Floor + Coefficient / x^Exponent.</summary>
/// <param name="Coefficient">c in c x^-a.</param>
/// <param name="Exponent">a, positive where y falls.</param>
/// <param name="Floor">Value approached at large x; 0 without a floor.</param>
/// <param name="RmsLogResidual">Root mean square of ln(law / measured).</param>
public sealed record PowerLaw(double Coefficient, double Exponent, double Floor, double RmsLogResidual)
{
    /// <summary>The law at x.</summary>
    public double At(double x) => Floor + Coefficient * Math.Pow(x, -Exponent);

    internal static PowerLaw Fit(ScalingCurve curve, bool withFloor)
    {
        curve.RequireAtLeast(withFloor ? 3 : 2, withFloor ? "a power law with a floor" : "a power law");
        var logX = curve.X.Select(Math.Log).ToArray();
        var centre = logX.Average();
        void Columns(double[] theta, int i, double[] f, double[,] df)
        {
            f[0] = Math.Exp(-theta[0] * (logX[i] - centre));
            df[0, 0] = -(logX[i] - centre) * f[0];
            if (withFloor)
                f[1] = 1;
        }
        double[][] starts = [.. Enumerable.Range(-4, 26).Select(i => new[] { 0.02 + 0.1 * i })];
        var best = new SeparableFit([.. curve.Y], Columns, withFloor ? 2 : 1).Solve(starts, polished: 4);
        var exponent = best.Theta[0];
        var law = new PowerLaw(
            best.Coefficients[0] * Math.Exp(exponent * centre),
            exponent,
            withFloor ? best.Coefficients[1] : 0,
            0
        );
        return law with { RmsLogResidual = curve.RmsLogResidual(law.At) };
    }
}
