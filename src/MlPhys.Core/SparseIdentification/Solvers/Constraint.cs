using System.Collections.Immutable;

namespace MlPhys.SparseIdentification.Solvers;

/// <summary>A linear condition on the coefficients of a dynamical law: sum of factor x coefficient, equal to or at most a value.</summary>
/// <remarks>Equations are named like "x0'", terms as the law prints them. A coefficient that is not in the law counts as zero.</remarks>
public sealed record Constraint
{
    private readonly Func<IReadOnlyList<string>, IReadOnlyList<string>, IEnumerable<LinearCondition>> conditions;

    private Constraint(
        string text,
        Func<IReadOnlyList<string>, IReadOnlyList<string>, IEnumerable<LinearCondition>> conditions
    ) => (Text, this.conditions) = (text, conditions);

    /// <summary>The condition in words.</summary>
    public string Text { get; }

    /// <summary>A known coefficient.</summary>
    public static Constraint Fixed(string equation, string term, double value) => Equal(value, (equation, term, 1.0));

    /// <summary>A coefficient that is not negative.</summary>
    public static Constraint Positive(string equation, string term) => AtMost(0, (equation, term, -1.0));

    /// <summary>A coefficient that is not positive.</summary>
    public static Constraint Negative(string equation, string term) => AtMost(0, (equation, term, 1.0));

    /// <summary>A sum of factor x coefficient that has a given value.</summary>
    public static Constraint Equal(
        double value,
        params IEnumerable<(string Equation, string Term, double Factor)> sum
    ) => Linear("=", value, [.. sum]);

    /// <summary>A sum of factor x coefficient that is at most a given value.</summary>
    public static Constraint AtMost(
        double value,
        params IEnumerable<(string Equation, string Term, double Factor)> sum
    ) => Linear("<=", value, [.. sum]);

    /// <summary>A weighted sum of the states that does not change: the weighted coefficients of each term sum to zero.</summary>
    /// <param name="weights">One weight a state.</param>
    public static Constraint Conserved(params IEnumerable<double> weights)
    {
        double[] all = [.. weights];
        return new Constraint(
            $"conserved: weights {string.Join(", ", all)}",
            (states, terms) =>
                all.Length != states.Count
                    ? throw new ArgumentException(
                        $"a conserved sum has {all.Length} weights, expected one for each of {string.Join(", ", states)}",
                        nameof(weights)
                    )
                    : terms.Select(
                        (_, j) =>
                        {
                            var row = new double[states.Count * terms.Count];
                            for (var e = 0; e < all.Length; e++)
                                row[e * terms.Count + j] = all[e];
                            return new LinearCondition(row, 0, IsEquality: true);
                        }
                    )
        );
    }

    /// <summary>The condition in words.</summary>
    public override string ToString() => Text;

    /// <summary>The conditions over coefficients ordered by equation, then candidate.</summary>
    /// <exception cref="ArgumentException">An equation or a term that is not there.</exception>
    internal IEnumerable<LinearCondition> Rows(IReadOnlyList<string> states, IReadOnlyList<string> terms) =>
        conditions(states, terms);

    private static Constraint Linear(
        string relation,
        double value,
        ImmutableArray<(string Equation, string Term, double Factor)> sum
    )
    {
        var text =
            $"{string.Join(" + ", sum.Select(s => $"{s.Factor} [{s.Term} in {s.Equation}]"))} {relation} {value}";
        return new Constraint(
            text,
            (states, terms) =>
            {
                var row = new double[states.Count * terms.Count];
                foreach (var (equation, term, factor) in sum)
                {
                    var e = Place([.. states.Select(s => $"{s}'")], equation, "equation");
                    row[e * terms.Count + Place(terms, term, "term")] += factor;
                }
                return [new LinearCondition(row, value, relation == "=")];
            }
        );
    }

    private static int Place(IReadOnlyList<string> names, string name, string kind)
    {
        for (var i = 0; i < names.Count; i++)
            if (string.Equals(names[i], name, StringComparison.Ordinal))
                return i;
        throw new ArgumentException(
            $"there is no {kind} '{name}', expected one of {string.Join(", ", names)}",
            nameof(name)
        );
    }
}
