using MlPhys.SparseIdentification.Gram;

namespace MlPhys.SparseIdentification.Solvers;

internal sealed record BestSubset(int MaximumTerms) : Solver
{
    internal override SubsetFit Solve(GramSystem system) =>
        Best(
            system,
            Enumerable.Range(0, Math.Min(MaximumTerms, system.Alive.Length) + 1).Select(k => OfSize(system, k).Fit)
        );

    /// <summary>The subset of at most <paramref name="size"/> columns with the least residual.</summary>
    /// <returns>The fit, and the number of subproblems that the proof took.</returns>
    internal static (SubsetFit Fit, int Nodes) OfSize(GramSystem system, int size)
    {
        var start = new SubsetSearch(system, (_, _) => 0).BackwardPath().First(f => f.Support.Length <= size);
        var search = new Branching(system, size, start);
        search.Explore([], system.Alive);
        return (search.Best, search.Nodes);
    }

    /// <summary>Branch and bound: with columns decided in or out, the fit by all that are in or undecided bounds what any
    /// completion can reach; a branch whose bound is no better than the best subset known is closed.</summary>
    private sealed class Branching(GramSystem system, int size, SubsetFit start)
    {
        public SubsetFit Best { get; private set; } = start;

        public int Nodes { get; private set; }

        public void Explore(int[] included, int[] undecided)
        {
            Nodes++;
            var relaxed = system.Fit([.. included.Concat(undecided).Order()]);
            if (relaxed.Rss >= Best.Rss * (1 - 1e-12))
                return;
            if (relaxed.Support.Length <= size)
            {
                Best = relaxed;
                return;
            }
            if (included.Length == size)
            {
                var leaf = system.Fit(included);
                if (leaf.Rss < Best.Rss)
                    Best = leaf;
                return;
            }
            var costs = relaxed.CostsOfRemoval();
            var branch = undecided.MaxBy(j => costs[Array.IndexOf(relaxed.Support, j)]);
            int[] rest = [.. undecided.Where(j => j != branch)];
            Explore([.. included.Append(branch).Order()], rest);
            Explore(included, rest);
        }
    }
}
