namespace MlPhys.SparseIdentification.Derivatives;

/// <summary>The parabola through three neighbours.</summary>
internal sealed record ThreePoint : Derivative
{
    private protected override SmoothedSignal Smooth(double[] times, double[] values)
    {
        var n = times.Length;
        var result = new double[n];
        for (var i = 1; i < n - 1; i++)
        {
            var (before, after) = (times[i] - times[i - 1], times[i + 1] - times[i]);
            result[i] =
                (before / after * (values[i + 1] - values[i]) + after / before * (values[i] - values[i - 1]))
                / (before + after);
        }
        result[0] = 2 * (values[1] - values[0]) / (times[1] - times[0]) - result[1];
        result[^1] = 2 * (values[^1] - values[^2]) / (times[^1] - times[^2]) - result[^2];
        return new SmoothedSignal("finite differences of order 2", values, result);
    }
}
