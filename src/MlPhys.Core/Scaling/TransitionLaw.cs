namespace MlPhys.Scaling;

/// <summary>R(w) = R0 / (1 + w / w*)^p: relative change of the kernel in training against width.</summary>
/// <remarks>w* parts the feature-learning widths (R constant) from the kernel regime (R falling as w^-p). The form is ours.</remarks>
/// <param name="Level">R0, change of narrow networks.</param>
/// <param name="Width">w*, the transition width.</param>
/// <param name="Slope">p, exponent of the fall.</param>
/// <param name="TailSlope">Slope of ln R against ln w between the two widest networks.</param>
/// <param name="RmsLogResidual">Root mean square of ln(law / measured).</param>
public sealed record TransitionLaw(double Level, double Width, double Slope, double TailSlope, double RmsLogResidual)
{
    /// <summary>The law at a width.</summary>
    public double At(double width) => Level * Math.Pow(1 + width / Width, -Slope);

    internal static TransitionLaw Fit(ScalingCurve curve)
    {
        curve.RequireAtLeast(4, "the transition law");
        var logX = curve.X.Select(Math.Log).ToArray();
        void Columns(double[] theta, int i, double[] f, double[,] df)
        {
            var ratio = Math.Exp(logX[i] - theta[0]);
            f[0] = Math.Pow(1 + ratio, -theta[1]);
            df[0, 0] = theta[1] * ratio / (1 + ratio) * f[0];
            df[0, 1] = -Math.Log(1 + ratio) * f[0];
        }
        var starts =
            from i in Enumerable.Range(-4, 17)
            from slope in new[] { 0.5, 1, 2 }
            select new[] { logX[0] + i / 8.0 * (logX[^1] - logX[0]), slope };
        var best = new SeparableFit([.. curve.Y], Columns, 1).Solve(starts, polished: 5);
        var tail = (Math.Log(curve.Y[^1]) - Math.Log(curve.Y[^2])) / (logX[^1] - logX[^2]);
        var law = new TransitionLaw(best.Coefficients[0], Math.Exp(best.Theta[0]), best.Theta[1], tail, 0);
        return law with { RmsLogResidual = curve.RmsLogResidual(law.At) };
    }
}
