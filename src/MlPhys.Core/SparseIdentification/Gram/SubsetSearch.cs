namespace MlPhys.SparseIdentification.Gram;

/// <summary>Chooses the columns of a Gram system by a criterion: the backward path of least rise in RSS, then single
/// additions and removals while the criterion falls.</summary>
/// <param name="system">The system.</param>
/// <param name="score">The criterion of a residual sum of squares and a number of columns; lower is better.</param>
/// <param name="kept">Columns that stay in every fit.</param>
internal sealed class SubsetSearch(GramSystem system, Func<double, int, double> score, int[]? kept = null)
{
    private readonly HashSet<int> fixedColumns = [.. kept ?? []];

    /// <summary>The best fit found from the full set and, where given, from a starting support.</summary>
    public SubsetFit Run(int[]? start = null)
    {
        var best = Polished(BackwardPath().MinBy(Score)!);
        if (start is null)
            return best;
        var other = Polished(system.Fit(start));
        return Score(other) < Score(best) ? other : best;
    }

    /// <summary>Fits from all columns down to none, each without the column whose removal raises RSS least (SSR).</summary>
    public IEnumerable<SubsetFit> BackwardPath()
    {
        var fit = system.Fit(system.Alive);
        while (true)
        {
            yield return fit;
            if (fixedColumns.IsSupersetOf(fit.Support))
                yield break;
            fit = WithoutLeast(fit);
        }
    }

    private double Score(SubsetFit fit) => score(fit.Rss, fit.Support.Length);

    private SubsetFit Polished(SubsetFit fit)
    {
        while (true)
        {
            var better = Neighbours(fit).MinBy(Score);
            if (better is null || !(Score(better) < Score(fit) - 1e-9 * Math.Abs(Score(fit))))
                return fit;
            fit = better;
        }
    }

    private IEnumerable<SubsetFit> Neighbours(SubsetFit fit)
    {
        if (!fixedColumns.IsSupersetOf(fit.Support))
            yield return WithoutLeast(fit);
        var gains = Gains(fit);
        var best = Array.IndexOf(gains, gains.DefaultIfEmpty().Max());
        if (best >= 0 && gains[best] > 0)
            yield return system.Fit([.. fit.Support.Append(best).Order()]);
    }

    /// <summary>The fall of RSS when one column is added, one number a column; 0 for those in use.</summary>
    public double[] Gains(SubsetFit fit)
    {
        var gains = new double[system.Count];
        foreach (var j in system.Alive.Except(fit.Support))
        {
            var shared = fit.Support.Select(k => system.Matrix[j, k]).ToArray();
            var solved = fit.Factor.Solve(shared);
            var (along, length) = (system.Right[j], system.Matrix[j, j]);
            for (var i = 0; i < shared.Length; i++)
            {
                along -= shared[i] * fit.Coefficients[fit.Support[i]];
                length -= shared[i] * solved[i];
            }
            gains[j] = length > 1e-9 * system.Matrix[j, j] ? along * along / length : 0;
        }
        return gains;
    }

    private SubsetFit WithoutLeast(SubsetFit fit)
    {
        var least = fit
            .Support.Zip(fit.CostsOfRemoval())
            .Where(c => !fixedColumns.Contains(c.First))
            .MinBy(c => c.Second)
            .First;
        return system.Fit([.. fit.Support.Where(j => j != least)]);
    }
}
