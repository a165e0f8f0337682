namespace MlPhys.SparseIdentification.Likelihood;

/// <summary>Looks for one rate in several equations, as the stoichiometry of a reaction makes it: the same function with
/// the same inner parameters, then coefficients of one size. What the plain BIC accepts is tied, which conserves the sums
/// or differences of the states and leaves fewer numbers to estimate.</summary>
internal static class SharedRates
{
    /// <summary>The fit with the ties that the data support.</summary>
    public static LikelihoodFit Of(LikelihoodSelection windows, LikelihoodFit fit)
    {
        var levels = fit.Noise;
        if (Pairs(fit.Structure).Length > 0)
            fit = windows.Fit(fit.Structure, levels, fit.Starts);
        foreach (var (first, second) in Pairs(fit.Structure))
        foreach (var ties in Proposals(fit.Structure, first, second))
        {
            var open = ties.Where(t => fit.Structure.Ties.All(known => known.Number != t.Number)).ToArray();
            if (open.Length == 0)
                continue;
            var tied = fit.Structure with { Ties = fit.Structure.Ties.AddRange(open) };
            var next = windows.Fit(tied.With(tied.Free.Expanded(FreeOf(tied))), levels, fit.Starts);
            if (windows.Misfit(next) < windows.Misfit(fit) + open.Length * windows.CostOfTiedNumber)
                fit = next;
        }
        return fit;
    }

    /// <summary>Terms of the same function with inner parameters in two equations.</summary>
    private static (int First, int Second)[] Pairs(Structure law) =>
        [
            .. from second in Enumerable.Range(0, law.Terms.Length)
            from first in Enumerable.Range(0, second)
            where
                !law.Terms[first].Candidate.IsLinear
                && law.Terms[first].Equation != law.Terms[second].Equation
                && law.Terms[first].Candidate.Body == law.Terms[second].Candidate.Body
            select (first, second),
        ];

    private static IEnumerable<Tie[]> Proposals(Structure law, int first, int second)
    {
        var (a, b) = (Place(law, first), Place(law, second));
        yield return [.. law.Terms[first].Coordinates.Select((_, k) => Tied(law, b + 1 + k, a + 1 + k, 1))];
        yield return [Tied(law, b, a, Math.Sign(law.Terms[first].Coefficient * law.Terms[second].Coefficient))];
    }

    private static Tie Tied(Structure law, int number, int of, double factor) =>
        law.Ties.FirstOrDefault(t => t.Number == of) is { } root
            ? new Tie(number, root.Of, factor * root.Factor)
            : new Tie(number, of, factor);

    private static int Place(Structure law, int term) => law.Terms.Take(term).Sum(t => t.Numbers);

    private static double[] FreeOf(Structure law)
    {
        var tied = law.Ties.Select(t => t.Number).ToHashSet();
        return [.. law.Numbers.Where((_, i) => !tied.Contains(i))];
    }
}
