using System.Collections.Immutable;
using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Laws;

namespace MlPhys.SparseIdentification.Likelihood;

/// <summary>A dynamical law: which terms stand in which equation, with their numbers.</summary>
/// <param name="States">Number of equations.</param>
/// <param name="Terms">The terms in use.</param>
internal sealed record Structure(int States, ImmutableArray<PlacedTerm> Terms)
{
    /// <summary>Numbers that follow others.</summary>
    public ImmutableArray<Tie> Ties { get; init; } = [];

    /// <summary>The numbers that do not follow others.</summary>
    public FreeNumbers Free => new(Terms.Sum(t => t.Numbers), Ties);

    /// <summary>Coefficient and coordinates of every term, one after another.</summary>
    public double[] Numbers => [.. Terms.SelectMany(t => t.Coordinates.Prepend(t.Coefficient))];

    /// <summary>What tells structures apart, whatever their numbers.</summary>
    public string Key =>
        string.Join(';', Terms.Select(t => $"{t.Equation}:{t.Candidate.Body}").Order(StringComparer.Ordinal));

    /// <summary>The same structure with other numbers, coordinates kept within their bounds.</summary>
    public Structure With(double[] numbers)
    {
        var at = 0;
        return this with
        {
            Terms =
            [
                .. Terms.Select(t =>
                {
                    var own = numbers[at..(at += t.Numbers)];
                    return t with
                    {
                        Coefficient = own[0],
                        Coordinates = [.. own[1..].Zip(t.Scales, (u, s) => Math.Clamp(u, s.Low, s.High))],
                    };
                }),
            ],
        };
    }

    /// <summary>The right-hand side with the derivatives by the numbers in use.</summary>
    public VectorField Field()
    {
        var sides = RightHandSides();
        return new VectorField(sides, OwnDirections(sides));
    }

    /// <summary>The right-hand side with the derivatives by the coefficients of all given functions in every equation,
    /// in use or not, and by the inner numbers in use.</summary>
    public VectorField FullField(IReadOnlyList<Formula> bodies)
    {
        var sides = RightHandSides();
        var linear = Enumerable.Range(0, States).SelectMany(e => bodies.Select(b => (e, b)));
        return new VectorField(
            sides,
            [.. linear, .. OwnDirections(sides).Where((_, i) => !Owner(i).Candidate.IsLinear)]
        );
    }

    /// <summary>The present values of the numbers that <see cref="FullField"/> has directions for.</summary>
    public double[] FullNumbers(IReadOnlyList<Formula> bodies)
    {
        var dense = new double[States * bodies.Count];
        foreach (var place in LinearPlaces(bodies))
            dense[place.Key] = place.Value;
        return [.. dense, .. Numbers.Where((_, i) => !Owner(i).Candidate.IsLinear)];
    }

    /// <summary>Places, equation x bodies + body, and coefficients of the linear terms in use.</summary>
    public SortedDictionary<int, double> LinearPlaces(IReadOnlyList<Formula> bodies)
    {
        var index = bodies.Index().ToDictionary(b => b.Item, b => b.Index);
        var places = new SortedDictionary<int, double>();
        foreach (var term in Terms.Where(t => t.Candidate.IsLinear))
            places[term.Equation * bodies.Count + index[term.Candidate.Body]] = term.Coefficient;
        return places;
    }

    /// <summary>The right-hand sides over the numbers as parameters.</summary>
    public Formula[] RightHandSides()
    {
        var sides = Enumerable.Repeat((Formula)0.0, States).ToArray();
        var first = 0;
        foreach (var term in Terms)
        {
            sides[term.Equation] += term.InCoordinates(first);
            first += term.Numbers;
        }
        return sides;
    }

    private (int, Formula)[] OwnDirections(Formula[] sides) =>
        [
            .. Terms
                .SelectMany(t => Enumerable.Repeat(t.Equation, t.Numbers))
                .Select((e, i) => (e, sides[e].DerivativeByParameter(i))),
        ];

    private PlacedTerm Owner(int number)
    {
        foreach (var term in Terms)
            if ((number -= term.Numbers) < 0)
                return term;
        throw new ArgumentOutOfRangeException(nameof(number), number, "no term has that number");
    }
}
