using System.Collections.Immutable;
using MlPhys.SparseIdentification.Adaptive;
using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Libraries;

namespace MlPhys.SparseIdentification.Laws;

/// <summary>A candidate in an equation of a law, with its numbers.</summary>
/// <param name="Equation">Number of the equation.</param>
/// <param name="Candidate">The function.</param>
/// <param name="Scales">The coordinates that its inner parameters are fitted in.</param>
/// <param name="Coefficient">Its coefficient.</param>
/// <param name="Coordinates">One coordinate an inner parameter.</param>
internal sealed record PlacedTerm(
    int Equation,
    Candidate Candidate,
    ParameterScale[] Scales,
    double Coefficient,
    double[] Coordinates
)
{
    /// <summary>The inner parameters in their own units.</summary>
    public ImmutableArray<double> Parameters => [.. Scales.Zip(Coordinates, (scale, u) => scale.Value(u))];

    /// <summary>Number of fitted numbers.</summary>
    public int Numbers => 1 + Coordinates.Length;

    /// <summary>Whether an inner parameter lies at an end of its range.</summary>
    public bool IsAtBound => Scales.Zip(Coordinates).Any(p => p.First.IsAtBound(p.Second));

    /// <summary>Coefficient times function, the coefficient being parameter number <paramref name="first"/> and the
    /// coordinates those that follow.</summary>
    public Formula InCoordinates(int first) =>
        Formula.Parameter(first)
        * Candidate.Body.WithParameters(k =>
            Scales[k].IsLog ? Formula.Exp(Formula.Parameter(first + 1 + k)) : Formula.Parameter(first + 1 + k)
        );

    /// <summary>The terms of a fit.</summary>
    public static PlacedTerm[] Of(Fit fit, int equation) =>
        [
            .. fit.Atoms.Zip(
                fit.Coefficients,
                (a, c) => new PlacedTerm(equation, a.Term.Candidate, a.Term.Scales, c, a.At)
            ),
        ];
}
