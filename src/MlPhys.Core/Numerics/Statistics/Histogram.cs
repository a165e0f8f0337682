using System.Collections.Immutable;

namespace MlPhys.Numerics.Statistics;

/// <summary>One bin of a histogram.</summary>
/// <param name="Low">Lower edge, inside the bin.</param>
/// <param name="High">Upper edge, outside the bin (inside for the last bin).</param>
/// <param name="Count">Numbers inside.</param>
/// <param name="Density">Share of all numbers over the width of the bin.</param>
/// <param name="DensityError">Its standard error for independent numbers, binomial.</param>
public sealed record HistogramBin(double Low, double High, long Count, double Density, double DensityError)
{
    /// <summary>Middle of the bin.</summary>
    public double Centre => 0.5 * (Low + High);
}

/// <summary>A histogram with the statistical errors of its density.</summary>
/// <param name="Bins">The bins from left to right, of equal width.</param>
/// <param name="Below">Numbers below the first bin.</param>
/// <param name="Above">Numbers above the last bin.</param>
public sealed record Histogram(ImmutableArray<HistogramBin> Bins, long Below, long Above)
{
    /// <summary>Counts numbers in bins of equal width.</summary>
    /// <param name="data">At least one finite number.</param>
    /// <param name="bins">Number of bins, at least 1.</param>
    /// <param name="low">Lower end; the least number without it.</param>
    /// <param name="high">Upper end, above the lower; the greatest number without it.</param>
    /// <exception cref="ArgumentException">The data are empty or not finite, or the ends are in the wrong order.</exception>
    public static Histogram Of(double[] data, int bins, double? low = null, double? high = null)
    {
        Series.Require(data, 1, nameof(data));
        ArgumentOutOfRangeException.ThrowIfLessThan(bins, 1);
        var (left, right) = (low ?? data.Min(), high ?? data.Max());
        if (!(left < right && double.IsFinite(right - left)))
            throw new ArgumentException(
                $"the histogram would reach from {left} to {right}; give low < high",
                nameof(low)
            );
        var width = (right - left) / bins;
        var counts = new long[bins];
        var (below, above) = (0L, 0L);
        foreach (var value in data)
            if (value < left)
                below++;
            else if (value > right)
                above++;
            else
                counts[Math.Min((int)((value - left) / width), bins - 1)]++;
        return new Histogram([.. counts.Select((c, i) => Bin(left + i * width, width, c, data.Length))], below, above);
    }

    private static HistogramBin Bin(double low, double width, long count, int total)
    {
        var share = count / (double)total;
        return new HistogramBin(low, low + width, count, share / width, Math.Sqrt(share * (1 - share) / total) / width);
    }
}
