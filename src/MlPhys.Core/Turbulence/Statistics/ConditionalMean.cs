using MlPhys.Figures;
using MlPhys.Numerics.Random;
using MlPhys.Turbulence.Gradients;

namespace MlPhys.Turbulence.Statistics;

/// <summary>The mean of one quantity where another lies in a bin.</summary>
/// <param name="Low">Lower edge of the bin.</param>
/// <param name="High">Upper edge.</param>
/// <param name="Given">Mean of the condition in the bin.</param>
/// <param name="Mean">Mean of the quantity.</param>
/// <param name="StandardError">Standard error by the bootstrap over blocks.</param>
/// <param name="Count">Tensors in the bin.</param>
public sealed record ConditionalRow(
    double Low,
    double High,
    double Given,
    double Mean,
    double StandardError,
    long Count
);

/// <summary>A conditional average over velocity gradients.</summary>
/// <param name="Rows">The bins that hold tensors.</param>
public sealed record ConditionalMean(ConditionalRow[] Rows)
{
    /// <summary>Averages a quantity in bins of a condition.</summary>
    /// <param name="data">The gradients.</param>
    /// <param name="quantity">Of nine numbers A11, ..., A33 in units of the Kolmogorov time; the array is reused between calls.</param>
    /// <param name="given">The condition, likewise.</param>
    /// <param name="edges">Rising edges of the bins.</param>
    /// <param name="blocks">Blocks for the errors.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <exception cref="ArgumentException">Fewer than two edges, or edges that do not rise.</exception>
    public static ConditionalMean Of(
        VelocityGradients data,
        Func<double[], double> quantity,
        Func<double[], double> given,
        IEnumerable<double> edges,
        int blocks = 25,
        long seed = 1
    )
    {
        double[] e = [.. edges];
        if (e.Length < 2 || Enumerable.Range(1, e.Length - 1).Any(i => !(e[i] > e[i - 1])))
            throw new ArgumentException($"edges [{string.Join(", ", e)}] must be two or more and rise", nameof(edges));
        var plan = new BlockPlan(data, blocks);
        var sums = new BlockSums(blocks, 3 * (e.Length - 1));
        var a = new double[9];
        for (var n = 0; n < data.Count; n++)
        {
            for (var c = 0; c < 9; c++)
                a[c] = data.Scales.KolmogorovTime * data.Values[9 * n + c];
            var condition = given(a);
            var bin = Array.BinarySearch(e, condition);
            bin = bin < 0 ? ~bin - 1 : bin;
            if (bin < 0 || bin >= e.Length - 1)
                continue;
            var block = sums[plan.Of(n)];
            block[3 * bin]++;
            block[3 * bin + 1] += condition;
            block[3 * bin + 2] += quantity(a);
        }
        var (total, resampled) = (sums.Total, sums.Resampled(new RandomStream(seed), 400));
        return new ConditionalMean([
            .. from bin in Enumerable.Range(0, e.Length - 1)
            where total[3 * bin] > 0
            select new ConditionalRow(
                e[bin],
                e[bin + 1],
                total[3 * bin + 1] / total[3 * bin],
                total[3 * bin + 2] / total[3 * bin],
                BlockSums.Error(resampled, s => s[3 * bin + 2] / s[3 * bin]),
                (long)total[3 * bin]
            ),
        ]);
    }

    /// <summary>The means with their errors.</summary>
    /// <param name="quantity">Label of the quantity.</param>
    /// <param name="given">Label of the condition.</param>
    public Figure Figure(string quantity, string given) =>
        Figures
            .Figure.Titled($"Mean of {quantity} given {given}")
            .WithXAxis(given)
            .WithYAxis(quantity)
            .WithMarkers(
                Rows.Select(r => r.Given),
                Rows.Select(r => r.Mean),
                yError: Rows.Select(r => r.StandardError)
            );
}
