using MlPhys.Numerics.Random;

namespace MlPhys.Turbulence.Statistics;

/// <summary>A probability density in bins of equal width, with errors by the bootstrap over blocks.</summary>
/// <param name="Name">Of what.</param>
/// <param name="Centres">Middles of the bins.</param>
/// <param name="Values">Density: its integral over all values, those outside the bins included, is 1.</param>
/// <param name="StandardErrors">Standard errors.</param>
public sealed record Density(string Name, double[] Centres, double[] Values, double[] StandardErrors)
{
    /// <summary>Width of a bin.</summary>
    public double Width => Centres[1] - Centres[0];
}

/// <summary>Counts for a <see cref="Density"/>.</summary>
internal sealed class DensityCounter(string name, int blocks, double low, double high, int bins)
{
    private readonly BlockSums counts = new(blocks, bins + 1);
    private readonly double width = (high - low) / bins;

    public void Add(int block, double value)
    {
        var sums = counts[block];
        sums[bins]++;
        var bin = (value - low) / width;
        if (bin >= 0 && bin < bins)
            sums[(int)bin]++;
        else if (value == high)
            sums[bins - 1]++;
    }

    public Density Estimate(RandomStream stream, int resamples)
    {
        var total = counts.Total;
        var resampled = counts.Resampled(stream, resamples);
        double[] centres = [.. Enumerable.Range(0, bins).Select(i => low + (i + 0.5) * width)];
        return new Density(
            name,
            centres,
            [.. centres.Select((_, i) => total[i] / total[bins] / width)],
            [.. centres.Select((_, i) => BlockSums.Error(resampled, s => s[i] / s[bins] / width))]
        );
    }
}
