using MathNet.Numerics.Distributions;
using MlPhys.Numerics.Random;

namespace MlPhys.Numerics.Statistics;

/// <summary>A statistic with its distribution over resampled data.</summary>
public sealed record BootstrapEstimate
{
    private readonly double[] sorted;

    internal BootstrapEstimate(double value, double[] replicates, double acceleration)
    {
        Value = value;
        Replicates = replicates;
        Acceleration = acceleration;
        sorted = [.. replicates.Order()];
        var moments = RunningMoments.Of(replicates);
        (StandardError, Bias) = (moments.StandardDeviation, moments.Mean - value);
    }

    /// <summary>The statistic of the data.</summary>
    public double Value { get; }

    /// <summary>Standard deviation of the replicates.</summary>
    public double StandardError { get; }

    /// <summary>Mean of the replicates less the value.</summary>
    public double Bias { get; }

    /// <summary>The statistic of each resample, in the order drawn.</summary>
    public double[] Replicates { get; }

    /// <summary>Efron's acceleration, from the skewness of the jackknife.</summary>
    public double Acceleration { get; }

    /// <summary>The interval between quantiles of the replicates.</summary>
    /// <param name="level">Probability of covering, between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The level is outside (0, 1).</exception>
    public (double Low, double High) PercentileInterval(double level = 0.95)
    {
        RequireLevel(level);
        return (Quantile((1 - level) / 2), Quantile((1 + level) / 2));
    }

    /// <summary>The bias-corrected and accelerated interval, correct to second order.</summary>
    /// <param name="level">Probability of covering, between 0 and 1.</param>
    /// <remarks>Efron, J. Am. Stat. Assoc. 82, 171 (1987).</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The level is outside (0, 1).</exception>
    public (double Low, double High) BcaInterval(double level = 0.95)
    {
        RequireLevel(level);
        // Ties with the value count half, so that a discrete statistic is not shifted.
        var below = (sorted.Count(r => r < Value) + 0.5 * sorted.Count(r => r == Value)) / sorted.Length;
        var shift = Normal.InvCDF(0, 1, Math.Clamp(below, 0.5 / sorted.Length, 1 - 0.5 / sorted.Length));
        double Adjusted(double probability)
        {
            var z = shift + Normal.InvCDF(0, 1, probability);
            return Normal.CDF(0, 1, shift + z / (1 - Acceleration * z));
        }
        return (Quantile(Adjusted((1 - level) / 2)), Quantile(Adjusted((1 + level) / 2)));
    }

    private static void RequireLevel(double level)
    {
        if (level is not (> 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(level), level, "a confidence level is between 0 and 1");
    }

    private double Quantile(double probability)
    {
        var place = Math.Clamp(probability * (sorted.Length + 1) - 1, 0, sorted.Length - 1);
        var below = (int)place;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}

/// <summary>The bootstrap: the distribution of any statistic over data resampled with replacement.</summary>
/// <remarks>Efron and Tibshirani, An Introduction to the Bootstrap (1993); circular blocks: Politis and Romano (1992).</remarks>
public static class Bootstrap
{
    /// <summary>Evaluates a statistic on resamples.</summary>
    /// <param name="data">At least two finite numbers, in the order in which they were measured.</param>
    /// <param name="statistic">Maps a sample, as long as the data, to a number; the array is reused between calls.</param>
    /// <param name="stream">Source of randomness.</param>
    /// <param name="resamples">How many, at least 2.</param>
    /// <param name="blockLength">1 for independent data; for a correlated series, several correlation times, so that whole stretches are resampled.</param>
    /// <exception cref="ArgumentException">There are too few data or resamples, a number is not finite, or blocks are longer than half the data.</exception>
    public static BootstrapEstimate Estimate(
        double[] data,
        Func<double[], double> statistic,
        RandomStream stream,
        int resamples = 2000,
        int blockLength = 1
    )
    {
        Series.Require(data, 2, nameof(data));
        ArgumentOutOfRangeException.ThrowIfLessThan(resamples, 2);
        if (blockLength < 1 || blockLength > data.Length / 2)
            throw new ArgumentException(
                $"blockLength is {blockLength}; from 1 to {data.Length / 2} is possible",
                nameof(blockLength)
            );
        var replicates = new double[resamples];
        var sample = new double[data.Length];
        for (var r = 0; r < resamples; r++)
        {
            Resample(data, sample, stream, blockLength);
            replicates[r] = statistic(sample);
        }
        return new BootstrapEstimate(
            statistic([.. data]),
            replicates,
            Acceleration(Jackknife.Replicates(data, statistic, data.Length / blockLength))
        );
    }

    private static void Resample(double[] data, double[] sample, RandomStream stream, int blockLength)
    {
        for (var i = 0; i < sample.Length; i += blockLength)
        {
            var start = (int)stream.Integer(data.Length);
            for (var k = 0; k < blockLength && i + k < sample.Length; k++)
                sample[i + k] = data[(start + k) % data.Length];
        }
    }

    private static double Acceleration(double[] jackknife)
    {
        var mean = jackknife.Average();
        var (squares, cubes) = (0.0, 0.0);
        foreach (var replicate in jackknife)
        {
            var d = mean - replicate;
            squares += d * d;
            cubes += d * d * d;
        }
        return squares > 0 ? cubes / (6 * Math.Pow(squares, 1.5)) : 0;
    }
}
