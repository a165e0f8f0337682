using MlPhys.SparseIdentification.Gram;

namespace MlPhys.SparseIdentification.Solvers;

internal sealed record Ssr : Solver
{
    internal override SubsetFit Solve(GramSystem system)
    {
        var path = BackwardElimination.Of(system);
        var steps = Enumerable
            .Range(0, path.Rss.Length)
            .MinBy(s => Score(system, path.Rss[s], path.Removed.Length - s));
        return system.Fit(path.Left(steps));
    }
}
