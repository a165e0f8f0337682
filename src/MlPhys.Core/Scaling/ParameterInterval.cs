using MlPhys.Numerics.Random;

namespace MlPhys.Scaling;

/// <summary>An estimate with its bootstrap error; without a bootstrap the error and bounds are NaN.</summary>
/// <param name="Name">Name of the parameter.</param>
/// <param name="Value">Estimate from the whole table.</param>
/// <param name="StandardError">Standard deviation over resampled tables.</param>
/// <param name="Low">2.5 % quantile over resampled tables.</param>
/// <param name="High">97.5 % quantile over resampled tables.</param>
public sealed record ParameterInterval(string Name, double Value, double StandardError, double Low, double High)
{
    internal static ParameterInterval[] Of(string[] names, double[] values, IReadOnlyList<double[]> resampled) =>
        [.. names.Select((name, k) => Of(name, values[k], [.. resampled.Select(r => r[k]).Order()]))];

    /// <summary>Estimates on tables drawn from the stream, one split a table so that each can be repeated alone.</summary>
    internal static double[][] Resample(
        ScalingTable table,
        int repetitions,
        long seed,
        Func<ScalingTable, double[]> estimate
    )
    {
        var random = new RandomStream(seed).Split("bootstrap");
        return [.. Enumerable.Range(0, repetitions).Select(i => estimate(table.Resampled(random.Split(i))))];
    }

    private static ParameterInterval Of(string name, double value, double[] sorted)
    {
        if (sorted.Length < 2)
            return new ParameterInterval(name, value, double.NaN, double.NaN, double.NaN);
        var mean = sorted.Average();
        var deviation = Math.Sqrt(sorted.Sum(x => (x - mean) * (x - mean)) / (sorted.Length - 1));
        return new ParameterInterval(name, value, deviation, Quantile(sorted, 0.025), Quantile(sorted, 0.975));
    }

    private static double Quantile(double[] sorted, double q)
    {
        var at = q * (sorted.Length - 1);
        var below = (int)at;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }
}
