namespace MlPhys.SparseIdentification.Solvers;

/// <summary>Fits under conditions from all columns down, each without the one whose removal costs least.</summary>
internal static class ConstrainedPath
{
    private const int Refitted = 6;

    /// <summary>The path; columns that are kept stay in every fit.</summary>
    public static IEnumerable<ConstrainedSystem.Fit> Of(ConstrainedSystem system, int[] all, int[] kept)
    {
        var fit = system.Of(all);
        while (true)
        {
            yield return fit;
            if (fit.Support.Length == kept.Length)
                yield break;
            var current = fit;
            fit = current
                .Support.Select((j, i) => (j, Cost: Cost(current, i)))
                .Where(c => !kept.Contains(c.j))
                .OrderBy(c => c.Cost)
                .Take(Refitted)
                .Select(c => system.Of([.. current.Support.Where(k => k != c.j)]))
                .MinBy(f => f.Rss)!;
        }
    }

    private static double Cost(ConstrainedSystem.Fit fit, int place)
    {
        var coefficient = fit.Coefficients[fit.Support[place]];
        return coefficient == 0 ? 0 : coefficient * coefficient / Math.Max(fit.Variances[place], double.Epsilon);
    }
}
