using System.Collections.Immutable;
using MlPhys.Numerics.Random;

namespace MlPhys.Scaling;

/// <summary>The checked points of a scaling experiment.</summary>
public sealed record ScalingTable
{
    private ScalingTable(ImmutableArray<ScalingPoint> points) => Points = points;

    /// <summary>The points as given.</summary>
    public ImmutableArray<ScalingPoint> Points { get; }

    /// <summary>Checks the points and takes them up.</summary>
    /// <exception cref="ArgumentException">A size or loss is not a positive finite number; the message names the row.</exception>
    public static ScalingTable Of(IEnumerable<ScalingPoint> points)
    {
        ImmutableArray<ScalingPoint> rows = [.. points];
        for (var row = 0; row < rows.Length; row++)
        {
            RequirePositive(rows[row].N, "N", row);
            RequirePositive(rows[row].D, "D", row);
            RequirePositive(rows[row].Loss, "loss", row);
        }
        return new ScalingTable(rows);
    }

    /// <summary>Root mean square of the log loss about its mean over seeds, cells of one seed left out; NaN without repetitions.</summary>
    public double SeedScatter()
    {
        var cells = Cells().Where(cell => cell.Length > 1).ToArray();
        var freedom = cells.Sum(cell => cell.Length - 1);
        var squares = cells.Sum(cell =>
        {
            var mean = cell.Average(p => Math.Log(p.Loss));
            return cell.Sum(p => Math.Pow(Math.Log(p.Loss) - mean, 2));
        });
        return freedom > 0 ? Math.Sqrt(squares / freedom) : double.NaN;
    }

    /// <summary>The table without its largest compute budget, and that budget's points.</summary>
    internal (ScalingTable Smaller, ImmutableArray<ScalingPoint> HeldOut) SplitLargestBudget()
    {
        var largest = Points.Max(p => p.Compute) * (1 - 1e-6);
        return (
            new ScalingTable([.. Points.Where(p => p.Compute < largest)]),
            [.. Points.Where(p => p.Compute >= largest)]
        );
    }

    /// <summary>As many cells drawn with repetition, and in each as many seeds drawn with repetition.</summary>
    internal ScalingTable Resampled(RandomStream random)
    {
        var cells = Cells().ToArray();
        var drawn = Enumerable.Range(0, cells.Length).Select(_ => cells[(int)random.Integer(cells.Length)]);
        return new ScalingTable([
            .. drawn.SelectMany(cell => cell.Select(_ => cell[(int)random.Integer(cell.Length)])),
        ]);
    }

    internal void RequireAtLeast(int count, string law)
    {
        if (Points.Length < count)
            throw new ArgumentException(
                $"the table has {Points.Length} points; {law} needs at least {count}",
                nameof(count)
            );
    }

    private IEnumerable<ScalingPoint[]> Cells() => Points.GroupBy(p => (p.N, p.D)).Select(cell => cell.ToArray());

    private static void RequirePositive(double value, string column, int row)
    {
        if (!(value > 0 && double.IsFinite(value)))
            throw new ArgumentException(
                $"column '{column}' holds {value} in row {row + 1}; a positive finite number is needed",
                nameof(column)
            );
    }
}
