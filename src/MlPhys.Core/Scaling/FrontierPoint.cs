namespace MlPhys.Scaling;

/// <summary>A row of the compute-optimal frontier.</summary>
/// <param name="Compute">Budget in FLOP.</param>
/// <param name="N">Optimal model size.</param>
/// <param name="D">Optimal data.</param>
/// <param name="Loss">Loss expected there.</param>
/// <param name="NLow">2.5 % quantile of N over resampled tables; NaN without a bootstrap.</param>
/// <param name="NHigh">97.5 % quantile of N over resampled tables; NaN without a bootstrap.</param>
public sealed record FrontierPoint(double Compute, double N, double D, double Loss, double NLow, double NHigh)
{
    internal static FrontierPoint Of(ComputeOptimum optimum, IEnumerable<double> resampledN)
    {
        var interval = ParameterInterval.Of(["N"], [optimum.N], [.. resampledN.Select(n => new[] { n })])[0];
        return new FrontierPoint(optimum.Compute, optimum.N, optimum.D, optimum.Loss, interval.Low, interval.High);
    }
}
