using System.Collections.Immutable;
using MlPhys.Display;
using MlPhys.Figures;
using MlPhys.Runs;

namespace MlPhys.LocalLearning;

/// <summary>How well memories of growing load keep their patterns, by local goals and by Hebb's rule.</summary>
[TypeFormatterSource(MimeType.Html, MimeType.Text)]
public sealed class MemoryCapacity : IDisplayable
{
    private MemoryCapacity(ImmutableArray<MemoryCapacityRow> rows) => Rows = rows;

    /// <summary>One row a load and seed.</summary>
    public ImmutableArray<MemoryCapacityRow> Rows { get; }

    /// <summary>Measures loads with several seeds, in parallel; rows come in order whatever the threads.</summary>
    /// <param name="neurons">Neurons of each memory.</param>
    /// <param name="loads">Patterns per neuron.</param>
    /// <param name="seeds">Seeds of patterns and weights.</param>
    /// <param name="epochs">Epochs of each training.</param>
    /// <param name="progress">Told after each memory.</param>
    /// <param name="cancellation">Stops between epochs.</param>
    /// <exception cref="ArgumentException">A load that gives fewer than two patterns.</exception>
    public static MemoryCapacity Measure(
        int neurons,
        IEnumerable<double> loads,
        IEnumerable<long> seeds,
        int epochs = 5000,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var cases = (from load in loads from seed in seeds select (load, seed)).ToArray();
        var rows = new MemoryCapacityRow[cases.Length];
        var done = 0;
        Parallel.For(
            0,
            cases.Length,
            new ParallelOptions
            {
                MaxDegreeOfParallelism = Environment.ProcessorCount,
                CancellationToken = cancellation,
            },
            i =>
            {
                var (load, seed) = cases[i];
                var patterns = AssociativeMemory.RandomPatterns((int)Math.Round(load * neurons), neurons, seed);
                var memory = AssociativeMemory.Of(patterns).WithEpochs(epochs).WithSeed(seed);
                var learned = memory.Train(cancellation: cancellation);
                rows[i] = new MemoryCapacityRow(
                    load,
                    seed,
                    learned.Overlap(),
                    memory.TrainByHebb().Overlap(),
                    learned.GoalSums[^1]
                );
                progress?.Report(new RunProgress("memories", Interlocked.Increment(ref done), cases.Length));
            }
        );
        return new MemoryCapacity([.. rows]);
    }

    /// <summary>Largest load whose mean overlap is at least a threshold, interpolated to where the next one falls below; NaN: none.</summary>
    /// <param name="threshold">Mean overlap.</param>
    public double Crossing(double threshold = 0.95)
    {
        var means = Rows.GroupBy(row => row.Load)
            .OrderBy(group => group.Key)
            .Select(group => (Load: group.Key, Overlap: group.Average(row => row.Overlap)))
            .ToArray();
        var last = Array.FindLastIndex(means, m => m.Overlap >= threshold);
        if (last < 0)
            return double.NaN;
        if (last == means.Length - 1)
            return means[last].Load;
        var (here, next) = (means[last], means[last + 1]);
        return here.Load + (next.Load - here.Load) * (here.Overlap - threshold) / (here.Overlap - next.Overlap);
    }

    /// <summary>Mean overlap against load, with the standard error over the seeds.</summary>
    public Figure Figure()
    {
        var figure = Figures
            .Figure.Titled("Capacity of an associative memory")
            .WithXAxis("patterns per neuron")
            .WithYAxis("overlap after recall", range: (0, 1.05));
        figure = Curve(figure, "local goals", "#0072b2", row => row.Overlap);
        return Curve(figure, "Hebb", "#d55e00", row => row.HebbOverlap);
    }

    /// <summary>The text, and for hosts that show it the figure.</summary>
    public DisplayBundle ToDisplay() => DisplayBundle.OfText(ToString()).With(MimeType.Html, Figure().ToHtml());

    /// <summary>The figure as an HTML fragment.</summary>
    public string ToHtml() => ToDisplay().ToHtml();

    /// <summary>A line a memory.</summary>
    public override string ToString() => Table.Of(Rows).ToString();

    private Figure Curve(Figure figure, string name, string color, Func<MemoryCapacityRow, double> value)
    {
        var groups = Rows.GroupBy(row => row.Load, value).OrderBy(group => group.Key).ToArray();
        var loads = groups.Select(g => g.Key).ToArray();
        return figure
            .WithLine(loads, groups.Select(g => g.Average()), name, color)
            .WithMarkers(loads, groups.Select(g => g.Average()), yError: groups.Select(StandardError), color: color);
    }

    private static double StandardError(IEnumerable<double> values)
    {
        var all = values.ToArray();
        var mean = all.Average();
        return all.Length < 2 ? 0 : Math.Sqrt(all.Sum(v => (v - mean) * (v - mean)) / (all.Length - 1) / all.Length);
    }
}
