namespace MlPhys.Curvature;

/// <summary>A non-linearity whose Gaussian expectations are known in closed form.</summary>
public abstract record InfiniteWidthActivation
{
    private InfiniteWidthActivation() { }

    /// <summary>max(0, x).</summary>
    public static InfiniteWidthActivation Relu { get; } = new ReluActivation();

    /// <summary>The error function.</summary>
    public static InfiniteWidthActivation Erf { get; } = new ErfActivation();

    /// <summary>E[phi(u) phi(v)] and E[phi'(u) phi'(v)] for Gaussian (u, v).</summary>
    /// <param name="k11">Variance of u.</param>
    /// <param name="k22">Variance of v.</param>
    /// <param name="k12">Their covariance.</param>
    /// <param name="isSame">Whether u is v: the angle is then exactly zero, where acos would lose eight digits.</param>
    internal abstract (double Value, double Slope) Expectations(double k11, double k22, double k12, bool isSame);

    private sealed record ReluActivation : InfiniteWidthActivation
    {
        internal override (double Value, double Slope) Expectations(double k11, double k22, double k12, bool isSame)
        {
            var norm = Math.Sqrt(k11 * k22);
            if (norm == 0)
                return (0, 0.5);
            var angle = isSame ? 0 : Math.Acos(Math.Clamp(k12 / norm, -1, 1));
            var rest = Math.PI - angle;
            return (norm * (Math.Sin(angle) + rest * Math.Cos(angle)) / (2 * Math.PI), rest / (2 * Math.PI));
        }
    }

    private sealed record ErfActivation : InfiniteWidthActivation
    {
        internal override (double Value, double Slope) Expectations(double k11, double k22, double k12, bool isSame)
        {
            var product = (1 + 2 * k11) * (1 + 2 * k22);
            return (
                2 / Math.PI * Math.Asin(2 * k12 / Math.Sqrt(product)),
                4 / (Math.PI * Math.Sqrt(product - 4 * k12 * k12))
            );
        }
    }
}
