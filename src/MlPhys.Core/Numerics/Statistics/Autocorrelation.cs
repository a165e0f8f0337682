namespace MlPhys.Numerics.Statistics;

/// <summary>The integrated autocorrelation time of a series and the error of its mean that follows.</summary>
/// <param name="Mean">Mean of the series.</param>
/// <param name="StandardError">sqrt(2 Time variance / n).</param>
/// <param name="Time">Integrated autocorrelation time 1/2 + sum of the correlations, in steps: 1/2 for independent numbers.</param>
/// <param name="TimeError">Standard error of the time.</param>
/// <param name="Window">Lag at which the sum was cut.</param>
/// <param name="IsConverged">Whether the series is longer than 50 times, below which the estimate is biased low.</param>
public sealed record AutocorrelationEstimate(
    double Mean,
    double StandardError,
    double Time,
    double TimeError,
    int Window,
    bool IsConverged
)
{
    /// <summary>How many numbers of the series count as one independent number.</summary>
    public double StatisticalInefficiency => 2 * Time;
}

/// <summary>Correlations of a stationary series with itself.</summary>
public static class Autocorrelation
{
    private const double WindowInTimes = 6;

    /// <summary>The normalised autocorrelation function at lags 0, ..., <paramref name="maximalLag"/>.</summary>
    /// <param name="series">At least two finite numbers that are not all equal.</param>
    /// <param name="maximalLag">Below the length of the series.</param>
    /// <exception cref="ArgumentException">The series is too short, constant, or holds a number that is not finite; the lag is out of range.</exception>
    public static double[] Function(double[] series, int maximalLag)
    {
        var centred = CentredAndVarying(series);
        ArgumentOutOfRangeException.ThrowIfNegative(maximalLag);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(maximalLag, series.Length);
        var variance = Series.Autocovariance(centred, 0);
        return [.. Enumerable.Range(0, maximalLag + 1).Select(lag => Series.Autocovariance(centred, lag) / variance)];
    }

    /// <summary>The integrated autocorrelation time by Sokal's automatic window: the sum ends at the first lag of at least six times its value (with alternating signs: six times the sum of absolute correlations).</summary>
    /// <param name="series">At least 10 finite numbers that are not all equal, evenly spaced in time.</param>
    /// <remarks>Sokal, "Monte Carlo methods in statistical mechanics" (1997), section 3; the bias of the window's sum is corrected to first order: Wolff, Comput. Phys. Commun. 156, 143 (2004).</remarks>
    /// <exception cref="ArgumentException">The series is too short, constant, or holds a number that is not finite.</exception>
    public static AutocorrelationEstimate Analyse(double[] series)
    {
        Series.Require(series, 10, nameof(series));
        var centred = CentredAndVarying(series);
        var variance = Series.Autocovariance(centred, 0);
        var n = series.Length;
        var (time, reach, window) = (0.5, 0.5, 0);
        while (window < WindowInTimes * Math.Max(time, reach) && window < n - 1)
        {
            var correlation = Series.Autocovariance(centred, ++window) / variance;
            time += correlation;
            // Alternating correlations cancel in the time but not in how far they reach; what is within the noise does not count.
            reach += Math.Abs(correlation) > 2 / Math.Sqrt(n) ? Math.Abs(correlation) : 0;
        }
        time = Math.Max(time * (1 + (2.0 * window + 1) / n), 0.5 / n);
        return new AutocorrelationEstimate(
            Series.Mean(series),
            Math.Sqrt(2 * time * variance / n),
            time,
            time * Math.Sqrt(2 * (2.0 * window + 1) / n),
            window,
            n > 50 * time
        );
    }

    private static double[] CentredAndVarying(double[] series)
    {
        Series.Require(series, 2, nameof(series));
        return Array.Exists(series, v => v != series[0])
            ? Series.Centred(series)
            : throw new ArgumentException(
                $"all {series.Length} numbers are {series[0]}; correlations need variance",
                nameof(series)
            );
    }
}
