using MlPhys.SparseIdentification.Gram;

namespace MlPhys.SparseIdentification.Solvers;

internal sealed record Ssr : Solver
{
    internal override SubsetFit Solve(GramSystem system) =>
        Best(system, new SubsetSearch(system, (_, _) => 0).BackwardPath());
}
