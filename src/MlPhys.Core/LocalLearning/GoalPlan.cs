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
        Strides = new int[Full + 1][];
        Sizes = new int[Full + 1];
        for (var subset = 1; subset <= Full; subset++)
        {
            var size = 1;
            Strides[subset] = new int[Sources];
            for (var axis = 0; axis < Sources; axis++)
                if ((subset >> axis & 1) == 1)
                {
                    Strides[subset][axis] = size;
                    size *= bins[axis];
                }
            Sizes[subset] = size;
        }
        var weights = goal.RedundancyWeights;
        var last = weights.Length - 1;
        weights[last] -= goal.ResidualWeight;
        Unions =
        [
            .. goal
                .Lattice.Antichains.Select((antichain, i) => new Union(i, weights[i], [.. antichain.UnionTerms()]))
                .Where(union => withAtoms || union.Weight != 0),
        ];
        WeightSum = weights.Sum() + goal.ResidualWeight;
    }

    /// <summary>An antichain to compute: its place in the lattice, its weight in the goal, its terms.</summary>
    public sealed record Union(int Antichain, double Weight, (int Subset, int Coefficient)[] Terms);

    public Goal Goal { get; }

    public int Sources { get; }

    public int[] Bins { get; }

    /// <summary>Mask of all sources; index of the full table.</summary>
    public int Full { get; }

    /// <summary>Strides of the marginal table of each subset, by axis.</summary>
    public int[][] Strides { get; }

    /// <summary>Cells of the marginal table of each subset.</summary>
    public int[] Sizes { get; }

    public Union[] Unions { get; }

    /// <summary>Factor of -log2 p(y) in the gradient.</summary>
    public double WeightSum { get; }
}
