using MlPhys.SparseIdentification.Gram;

namespace MlPhys.SparseIdentification.Solvers;

internal sealed record Frols : Solver
{
    internal override SubsetFit Solve(GramSystem system) => Best(system, Path(system));

    /// <summary>Fits of rising size, each with the column whose part outside the others explains most (error reduction ratio).</summary>
    private static IEnumerable<SubsetFit> Path(GramSystem system)
    {
        var search = new SubsetSearch(system, (_, _) => 0);
        var fit = system.Fit([]);
        while (true)
        {
            yield return fit;
            var gains = search.Gains(fit);
            var best = Array.IndexOf(gains, gains.DefaultIfEmpty().Max());
            if (best < 0 || !(gains[best] > 1e-15 * system.TotalSquares) || fit.Support.Length >= system.Rows)
                yield break;
            fit = system.Fit([.. fit.Support.Append(best).Order()]);
        }
    }
}
