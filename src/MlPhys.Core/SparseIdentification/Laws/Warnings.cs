using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification.Laws;

/// <summary>What a reader of a law should know before using it.</summary>
internal static class Warnings
{
    /// <summary>The warnings, each naming the term.</summary>
    public static IEnumerable<string> Of(
        IEnumerable<Estimate> estimates,
        IEnumerable<PlacedTerm> terms,
        IReadOnlyList<Column> variables
    )
    {
        foreach (var e in estimates.Where(e => e.AtBound))
            yield return $"{e.Parameter} of '{e.Term}' stopped at its bound {LawText.Number(e.Value)} {e.Unit}".TrimEnd()
                + ": the data bound it on one side only";
        string[] names = [.. variables.Select(v => v.Name)];
        foreach (var term in terms.Select(t => t.Candidate).DistinctBy(c => c.Body))
        foreach (var exponents in Dimensions.Mismatches(term.Body, names.Length))
            if (Units.Product(variables.Select((v, i) => (v.Unit, exponents[i]))) is { Length: > 0 } unit)
                yield return $"'{term.ToText(names)}' mixes units: a sum or function in it is left with '{unit}'";
    }
}
