using System.Collections.Immutable;

namespace MlPhys.SparseIdentification.Laws;

/// <summary>How strongly the estimates of two numbers of a law hang together: near 1 or -1 the data only fix a combination of them.</summary>
/// <param name="First">One number, as "parameter of term in equation".</param>
/// <param name="Second">The other.</param>
/// <param name="Value">Correlation coefficient of the estimates, of positive inner parameters that of their logarithms.</param>
public sealed record Correlation(string First, string Second, double Value)
{
    /// <summary>The pairs of numbers, the strongest correlation first.</summary>
    internal static Correlation[] Of(ImmutableArray<Estimate> terms, Func<int, int, double> covariance) =>
        [
            .. (
                from j in Enumerable.Range(0, terms.Length)
                from i in Enumerable.Range(0, j)
                let scale = Math.Sqrt(covariance(i, i) * covariance(j, j))
                where scale > 0
                select new Correlation(Name(terms[i]), Name(terms[j]), covariance(i, j) / scale)
            ).OrderByDescending(c => Math.Abs(c.Value)),
        ];

    private static string Name(Estimate e) => $"{e.Parameter} of {e.Term} in {e.Equation}";
}
