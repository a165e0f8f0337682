using System.Collections.Immutable;
using MlPhys.SparseIdentification.Formulas;

namespace MlPhys.SparseIdentification.Libraries;

/// <summary>The functions to choose from, told without naming the data: libraries add with + and multiply with *.</summary>
/// <param name="Candidates">The candidates for a given number of variables.</param>
public sealed record Library(Func<int, IEnumerable<Candidate>> Candidates)
{
    /// <summary>All monomials of the variables up to the given total degree, the constant included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A negative degree.</exception>
    public static Library Polynomial(int degree)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(degree);
        return new Library(variables => Monomials(variables, degree).Select(body => Linear("polynomial", body)));
    }

    /// <summary>Sines and cosines of 1 to <paramref name="harmonics"/> times each variable.</summary>
    public static Library Fourier(int harmonics) =>
        OfEach(x =>
            Enumerable
                .Range(1, harmonics)
                .SelectMany(n => new[] { Formula.Sin(n * x), Formula.Cos(n * x) })
                .Select(body => Linear("Fourier", body))
        );

    /// <summary>Functions without inner parameters, written by the user: <c>fun x -> x.[0] * sin x.[1]</c>.</summary>
    public static Library Custom(string family, params Func<Formula[], Formula>[] bodies) =>
        new(variables => bodies.Select(body => Linear(family, body(Variables(variables)))));

    /// <summary>Saturation x/(K + x) of each variable: Michaelis-Menten, Monod, Langmuir.</summary>
    public static Library Saturation() =>
        OfEach(x => [new Candidate("saturation", x / (Formula.Parameter(0) + x), [new FreeParameter("K")])]);

    /// <summary>Hill's law x^n/(K^n + x^n) of each variable, 1 &lt; n &lt;= 8.</summary>
    public static Library Hill() =>
        OfEach(x =>
        {
            var ratio = Formula.Pow(Formula.Parameter(0) / x, Formula.Parameter(1));
            return
            [
                new Candidate("Hill", 1.0 / (1.0 + ratio), [new FreeParameter("K"), new FreeParameter("n", 1.05, 8)]),
            ];
        });

    /// <summary>Power law x^p of each variable, -4 &lt;= p &lt;= 4.</summary>
    public static Library Power() =>
        OfEach(x => [new Candidate("power", Formula.Pow(x, Formula.Parameter(0)), [new FreeParameter("p", -4, 4)])]);

    /// <summary>Exponential decay exp(-k x) in each variable.</summary>
    public static Library Exponential() =>
        OfEach(x => [new Candidate("exponential", Formula.Exp(-(Formula.Parameter(0) * x)), [new FreeParameter("k")])]);

    /// <summary>A function with inner parameters that are fitted: <c>fun s k -> s.[0] / (k.[0] + s.[0])</c>.</summary>
    /// <param name="family">Name of the family.</param>
    /// <param name="body">The function of the variables and of the inner parameters.</param>
    /// <param name="parameters">Names and bounds; parameters not listed are called k0, k1, ... and bounded by the data's scale.</param>
    /// <exception cref="ArgumentException">The body uses no parameter, or leaves one out.</exception>
    public static Library Parametric(
        string family,
        Func<Formula[], Formula[], Formula> body,
        params FreeParameter[] parameters
    ) => new(variables => [OfBody(family, body, variables, parameters)]);

    /// <summary>Both libraries together; a candidate in both counts once.</summary>
    public Library And(Library other) =>
        new(variables =>
            Candidates(variables).Concat(other.Candidates(variables)).DistinctBy(c => (c.Body, c.IsLinear))
        );

    /// <summary>Every product of a candidate of this library and one of the other.</summary>
    public Library Times(Library other) =>
        new(variables =>
            from left in Candidates(variables)
            from right in other.Candidates(variables)
            select Product(left, right)
        );

    /// <summary>Both libraries together.</summary>
    public static Library operator +(Library left, Library right) => left.And(right);

    /// <summary>Products of candidates.</summary>
    public static Library operator *(Library left, Library right) => left.Times(right);

    private static Candidate Linear(string family, Formula body) => new(family, body, []);

    private static Formula[] Variables(int count) => [.. Enumerable.Range(0, count).Select(Formula.Variable)];

    private static Library OfEach(Func<Formula, IEnumerable<Candidate>> make) =>
        new(variables => Variables(variables).SelectMany(make));

    private static Candidate OfBody(
        string family,
        Func<Formula[], Formula[], Formula> body,
        int variables,
        FreeParameter[] given
    )
    {
        const int most = 8;
        var formula = body(Variables(variables), [.. Enumerable.Range(0, most).Select(Formula.Parameter)]);
        var used = formula.Nodes().OfType<ParameterNode>().Select(n => n.Index).Distinct().Order().ToArray();
        if (used.Length == 0)
            throw new ArgumentException($"'{family}' uses no inner parameter; give it to Library.Custom", nameof(body));
        if (used[^1] != used.Length - 1 || given.Length > used.Length)
            throw new ArgumentException(
                $"'{family}' uses the parameters {string.Join(", ", used)}, expected 0 to {Math.Max(used.Length, given.Length) - 1}",
                nameof(body)
            );
        return new Candidate(
            family,
            formula,
            [.. used.Select(i => i < given.Length ? given[i] : new FreeParameter($"k{i}"))]
        );
    }

    private static Candidate Product(Candidate left, Candidate right) =>
        new(
            $"{left.Family} * {right.Family}",
            left.Body * right.Body.WithParametersFrom(left.Parameters.Length),
            left.Parameters.AddRange(right.Parameters)
        );

    /// <summary>Monomials in graded order, each the product of a shorter one and a variable, so that a tape needs one
    /// multiplication for each.</summary>
    private static IEnumerable<Formula> Monomials(int variables, int degree)
    {
        yield return 1.0;
        ImmutableArray<(Formula Body, int Last)> level = [(1.0, 0)];
        for (var d = 1; d <= degree; d++)
        {
            level =
            [
                .. level.SelectMany(m =>
                    Enumerable.Range(m.Last, variables - m.Last).Select(i => (m.Body * Formula.Variable(i), i))
                ),
            ];
            foreach (var (body, _) in level)
                yield return body;
        }
    }
}
