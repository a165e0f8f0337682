namespace MlPhys.Numerics.Statistics;

/// <summary>A statistic with its error and bias by leaving out blocks.</summary>
/// <param name="Value">The statistic of all data.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Bias">Its bias to first order in 1/n; subtract it to correct.</param>
/// <param name="Replicates">The statistic without each block.</param>
public sealed record JackknifeEstimate(double Value, double StandardError, double Bias, double[] Replicates);

/// <summary>The jackknife: errors and bias of any smooth statistic.</summary>
/// <remarks>Efron, The Jackknife, the Bootstrap and Other Resampling Plans (1982), chapters 2 and 3.</remarks>
public static class Jackknife
{
    /// <summary>Evaluates a statistic on the data without each of the blocks.</summary>
    /// <param name="data">Finite numbers in the order in which they were measured.</param>
    /// <param name="statistic">Maps a sample to a number.</param>
    /// <param name="blocks">How many blocks; without it one for each number. For correlated data, blocks longer than the correlation time.</param>
    /// <exception cref="ArgumentException">There are fewer than two numbers or blocks, or more blocks than numbers, or a number is not finite.</exception>
    public static JackknifeEstimate Estimate(double[] data, Func<double[], double> statistic, int? blocks = null)
    {
        Series.Require(data, 2, nameof(data));
        var count = blocks ?? data.Length;
        if (count < 2 || count > data.Length)
            throw new ArgumentException($"blocks is {count}; from 2 to {data.Length} are possible", nameof(blocks));
        var replicates = Replicates(data, statistic, count);
        var (value, mean) = (statistic(data), replicates.Average());
        var spread = replicates.Sum(r => (r - mean) * (r - mean));
        return new JackknifeEstimate(
            value,
            Math.Sqrt(spread * (count - 1) / count),
            (count - 1) * (mean - value),
            replicates
        );
    }

    internal static double[] Replicates(double[] data, Func<double[], double> statistic, int blocks)
    {
        var replicates = new double[blocks];
        for (var b = 0; b < blocks; b++)
        {
            var (start, end) = ((int)((long)data.Length * b / blocks), (int)((long)data.Length * (b + 1) / blocks));
            replicates[b] = statistic([.. data.AsSpan(0, start), .. data.AsSpan(end)]);
        }
        return replicates;
    }
}
