namespace MlPhys.LocalLearning;

/// <summary>What must be computed for a goal over given bins: strides of the tables and the unions that count.</summary>
internal sealed class GoalPlan
{
    public GoalPlan(Goal goal, int[] bins, bool withAtoms)
    {
        Bins = bins;
        Sources = bins.Length;
        Full = (1 << Sources) - 1;
        Goal = goal;
        Sizes = [.. Enumerable.Range(0, Full + 1).Select(Size)];
        var weights = goal.RedundancyWeights;
        var last = weights.Length - 1;
        weights[last] -= goal.ResidualWeight;
        Unions =
        [
            .. goal
                .Lattice.Antichains.Select((antichain, i) => new Union(i, weights[i], [.. antichain.UnionTerms()]))
                .Where(union => withAtoms || union.Weight != 0),
        ];
        Marginals = [.. Unions.SelectMany(u => u.Terms).Select(t => t.Subset).Where(s => s != Full).Distinct().Order()];
        Places = new int[Full + 1][];
        foreach (var subset in Marginals)
            Places[subset] = [.. Enumerable.Range(0, Sizes[Full]).Select(code => Place(code, subset))];
        WeightSum = weights.Sum() + goal.ResidualWeight;
    }

    /// <summary>An antichain to compute: its place in the lattice, its weight in the goal, its terms.</summary>
    public sealed record Union(int Antichain, double Weight, (int Subset, int Coefficient)[] Terms);

    public Goal Goal { get; }

    public int Sources { get; }

    public int[] Bins { get; }

    /// <summary>Mask of all sources; index of the full table.</summary>
    public int Full { get; }

    /// <summary>For each subset the cell of its marginal table that a cell of the full table belongs to.</summary>
    public int[][] Places { get; }

    /// <summary>Cells of the marginal table of each subset.</summary>
    public int[] Sizes { get; }

    public Union[] Unions { get; }

    /// <summary>The proper subsets of sources whose marginals the unions need.</summary>
    public int[] Marginals { get; }

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
