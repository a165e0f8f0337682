using System.Runtime.InteropServices;

namespace MlPhys.LocalLearning;

/// <summary>What must be computed for a goal over given bins: the tables, where each cell lies in them, and the unions that count.</summary>
internal sealed class GoalPlan
{
    private readonly int _full;

    public GoalPlan(Goal goal, int[] bins, bool withAtoms)
    {
        (Bins, Goal, _full) = (bins, goal, (1 << bins.Length) - 1);
        Cells = Size(_full);
        var weights = goal.RedundancyWeights;
        var last = weights.Length - 1;
        weights[last] -= goal.ResidualWeight;
        var chosen = goal
            .Lattice.Antichains.Select(
                (antichain, i) => (Antichain: i, Weight: weights[i], Terms: antichain.UnionTerms())
            )
            .Where(union => withAtoms || union.Weight != 0)
            .ToArray();
        Marginals =
        [
            .. chosen.SelectMany(u => u.Terms).Select(t => t.Subset).Where(s => s != _full).Distinct().Order(),
        ];
        int[] tables = [.. Marginals, _full];
        Unions =
        [
            .. chosen.Select(u => new Union(
                u.Antichain,
                u.Weight,
                [.. u.Terms.Select(t => new Term(Array.IndexOf(tables, t.Subset), t.Coefficient))]
            )),
        ];
        int[] starts = [.. Marginals.Select((_, m) => Marginals.Take(m).Sum(Size))];
        MarginalCells = Marginals.Sum(Size);
        Places = new int[Cells * Marginals.Length];
        for (var at = 0; at < Places.Length; at++)
        {
            var (code, m) = Math.DivRem(at, Marginals.Length);
            Places[at] = starts[m] + Place(code, Marginals[m]);
        }
        WeightSum = weights.Sum() + goal.ResidualWeight;
    }

    /// <summary>A table of a union and how often it counts.</summary>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Term(int Table, double Coefficient);

    /// <summary>An antichain to compute: its place in the lattice, its weight in the goal, its terms.</summary>
    public sealed record Union(int Antichain, double Weight, Term[] Terms);

    public Goal Goal { get; }

    public int Sources => Bins.Length;

    public int[] Bins { get; }

    /// <summary>Cells of the table of all sources.</summary>
    public int Cells { get; }

    /// <summary>The proper subsets of sources whose marginals the unions need.</summary>
    public int[] Marginals { get; }

    /// <summary>Marginals and, last, the table of all sources.</summary>
    public int Tables => Marginals.Length + 1;

    /// <summary>Cells of all marginals together, which lie in one table.</summary>
    public int MarginalCells { get; }

    /// <summary>For each cell of the table of all sources its cell in each marginal, [code * Marginals.Length + marginal].</summary>
    public int[] Places { get; }

    public Union[] Unions { get; }

    /// <summary>Factor of -log2 p(y) in the gradient.</summary>
    public double WeightSum { get; }

    private int Size(int subset) =>
        Bins.Where((_, axis) => (subset >> axis & 1) == 1).Aggregate(1, (size, bins) => size * bins);

    private int Place(int code, int subset)
    {
        var (place, stride) = (0, 1);
        for (var axis = 0; axis < Sources; axis++)
        {
            code = Math.DivRem(code, Bins[axis], out var bin);
            if ((subset >> axis & 1) == 0)
                continue;
            place += stride * bin;
            stride *= Bins[axis];
        }
        return place;
    }
}
