using System.Collections.Immutable;
using MathNet.Numerics.Distributions;

namespace MlPhys.Numerics.Statistics;

/// <summary>One level of a blocking analysis.</summary>
/// <param name="BlockSize">Numbers in a block.</param>
/// <param name="Blocks">Number of blocks.</param>
/// <param name="StandardError">Standard error of the mean as if blocks were independent.</param>
/// <param name="StandardErrorUncertainty">Standard error of that standard error.</param>
public sealed record BlockingLevel(int BlockSize, int Blocks, double StandardError, double StandardErrorUncertainty);

/// <summary>The mean of a correlated series with its error by blocking.</summary>
/// <param name="Mean">Mean of the series.</param>
/// <param name="StandardError">Standard error at the plateau.</param>
/// <param name="StandardErrorUncertainty">Standard error of the standard error.</param>
/// <param name="Plateau">Index of the chosen level.</param>
/// <param name="IsConverged">Whether blocks were found uncorrelated while there were at least 16 of them; else the error is a lower bound.</param>
/// <param name="Levels">All levels, for a plot of error against block size.</param>
public sealed record BlockingEstimate(
    double Mean,
    double StandardError,
    double StandardErrorUncertainty,
    int Plateau,
    bool IsConverged,
    ImmutableArray<BlockingLevel> Levels
);

/// <summary>Error bars of correlated series by repeated pairing of neighbours.</summary>
/// <remarks>
/// Flyvbjerg and Petersen, J. Chem. Phys. 91, 461 (1989); the plateau is one level beyond the first from which on the correlations of neighbouring
/// blocks pass a chi-square test at 1 %: Jonsson, Phys. Rev. E 98, 043304 (2018).
/// </remarks>
public static class Blocking
{
    private const int LeastBlocks = 16;

    /// <summary>Analyses a stationary series; lengths that are not a power of two lose a part of the last block at each level.</summary>
    /// <param name="series">At least 16 finite numbers, evenly spaced in time.</param>
    /// <exception cref="ArgumentException">The series is too short or holds a number that is not finite.</exception>
    public static BlockingEstimate Analyse(double[] series)
    {
        Series.Require(series, LeastBlocks, nameof(series));
        var levels = ImmutableArray.CreateBuilder<BlockingLevel>();
        var statistics = new List<double>();
        var size = 1;
        for (var blocks = Series.Centred(series); blocks.Length >= 2; blocks = Paired(blocks), size *= 2)
        {
            var centred = Series.Centred(blocks);
            var (n, variance) = (blocks.Length, Series.Autocovariance(centred, 0));
            var error = Math.Sqrt(variance / (n - 1));
            levels.Add(new BlockingLevel(size, n, error, error / Math.Sqrt(2.0 * (n - 1))));
            // The lag-one correlation of n independent numbers has mean -1/n and variance 1/n.
            var correlation = variance > 0 ? Series.Autocovariance(centred, 1) / variance + 1.0 / n : 0;
            statistics.Add(n * correlation * correlation);
        }
        var usable = levels.Count(l => l.Blocks >= LeastBlocks);
        var uncorrelated = FirstUncorrelated(statistics, usable);
        // Where blocks just pass the test, what is left of their correlation biases the error; one pairing further halves that.
        var plateau = uncorrelated is null or 0 ? uncorrelated : Math.Min(uncorrelated.Value + 1, usable - 1);
        var chosen = levels[plateau ?? usable - 1];
        return new BlockingEstimate(
            Series.Mean(series),
            chosen.StandardError,
            chosen.StandardErrorUncertainty,
            plateau ?? usable - 1,
            plateau is not null,
            levels.ToImmutable()
        );
    }

    private static double[] Paired(double[] blocks)
    {
        var paired = new double[blocks.Length / 2];
        for (var i = 0; i < paired.Length; i++)
            paired[i] = 0.5 * (blocks[2 * i] + blocks[2 * i + 1]);
        return paired;
    }

    /// <summary>The first level whose correlations, together with all coarser ones that are usable, are no more than chance.</summary>
    private static int? FirstUncorrelated(List<double> statistics, int usable)
    {
        for (var level = 0; level < usable; level++)
            if (statistics.Skip(level).Take(usable - level).Sum() < ChiSquared.InvCDF(usable - level, 0.99))
                return level;
        return null;
    }
}
