using MlPhys.SparseIdentification.Likelihood;

namespace MlPhys.SparseIdentification.Dynamics;

/// <summary>Equations with inner parameters by trying the structures that the weak form proposed: one equation replaced,
/// or one term left out, at a time. Rivals that lose clearly on some windows are not tried again on longer ones, which
/// only know more.</summary>
/// <param name="starts">For each width of the test functions and equation the proposals, the best first.</param>
/// <param name="cancellation">Stops the search.</param>
internal sealed class RivalSearch(WeakEquation[][][] starts, CancellationToken cancellation)
{
    private const int Rivals = 8;
    private const double Lost = 60;
    private readonly HashSet<string> lost = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LikelihoodFit> tried = new(StringComparer.Ordinal);

    /// <summary>The fits of the last windows, the best first; without those whose parameters are at a bound.</summary>
    public IEnumerable<LikelihoodFit> Tried => tried.Values.Where(f => !IsAtBound(f)).OrderBy(f => f.Score);

    /// <summary>The best law on some windows, from a fit on the same windows.</summary>
    public LikelihoodFit Best(LikelihoodSelection windows, LikelihoodFit best, double[] levels)
    {
        tried.Clear();
        tried[best.Structure.Key] = best;
        for (var improved = true; improved; )
        {
            improved = false;
            foreach (var rival in RivalsOf(best.Structure))
            {
                cancellation.ThrowIfCancellationRequested();
                if (tried.ContainsKey(rival.Key))
                    continue;
                var next = tried[rival.Key] = windows.Fit(rival, levels);
                if (!(next.Score < best.Score - 1e-6) || IsAtBound(next))
                    continue;
                (best, improved) = (next, true);
            }
        }
        lost.UnionWith(tried.Where(t => !(t.Value.Score < best.Score + Lost)).Select(t => t.Key));
        return best;
    }

    private Structure[] RivalsOf(Structure law) =>
        [
            .. Enumerable
                .Range(0, law.States)
                .SelectMany(e =>
                    starts
                        .SelectMany(width => width[e].Take(Rivals))
                        .Select(w => law with { Terms = [.. law.Terms.Where(t => t.Equation != e), .. w.Terms] })
                )
                .Concat(law.Terms.Select(t => law with { Terms = law.Terms.Remove(t) }))
                .DistinctBy(s => s.Key, StringComparer.Ordinal)
                .Where(s => !lost.Contains(s.Key)),
        ];

    private static bool IsAtBound(LikelihoodFit fit) => fit.Structure.Terms.Any(t => t.IsAtBound);
}
