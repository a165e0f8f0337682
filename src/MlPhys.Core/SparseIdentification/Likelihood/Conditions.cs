using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Laws;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Solvers;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification.Likelihood;

/// <summary>Linear conditions on the coefficients, as each law sees them that has some of the terms.</summary>
internal sealed class Conditions
{
    private readonly LinearCondition[] rows;
    private readonly Candidate[] candidates;

    /// <summary>Reads conditions.</summary>
    /// <exception cref="ArgumentException">A condition names an equation or a term that is not there.</exception>
    public Conditions(IReadOnlyCollection<Constraint> constraints, Trajectory names, Candidate[] candidates)
    {
        this.candidates = candidates;
        string[] variables = [.. names.Variables.Select(v => v.Name)];
        string[] states = [.. names.States.Select(s => s.Name)];
        string[] terms = [.. candidates.Select(c => c.ToText(variables))];
        rows = [.. constraints.SelectMany(c => c.Rows(states, terms))];
        Text = string.Join("; ", constraints.Select(c => c.Text));
    }

    /// <summary>The conditions in words.</summary>
    public string Text { get; }

    /// <summary>Whether there are any.</summary>
    public bool Any => rows.Length > 0;

    /// <summary>The conditions on the numbers of a law.</summary>
    public LinearCondition[] On(Structure law) =>
        Over([.. law.Terms.SelectMany(t => t.Coordinates.Select(_ => -1).Prepend(Place(t)))]);

    /// <summary>The conditions on the coefficients of all linear functions in every equation, then on the numbers of the terms
    /// with inner parameters.</summary>
    public LinearCondition[] On(Structure law, IReadOnlyList<Formula> bodies) =>
        Over([
            .. Enumerable.Range(0, law.States).SelectMany(e => bodies.Select(b => Place(e, b, isLinear: true))),
            .. law
                .Terms.Where(t => !t.Candidate.IsLinear)
                .SelectMany(t => t.Coordinates.Select(_ => -1).Prepend(Place(t))),
        ]);

    /// <summary>The law with the linear terms that zero coefficients would break a condition on.</summary>
    public Structure Completed(Structure law)
    {
        int[] needed =
        [
            .. rows.Where(r => r.IsEquality ? r.Value != 0 : r.Value < 0)
                .SelectMany(r => Enumerable.Range(0, r.Row.Length).Where(i => r.Row[i] != 0))
                .Except(law.Terms.Select(Place))
                .Where(i => candidates[i % candidates.Length].IsLinear),
        ];
        return law with
        {
            Terms =
            [
                .. law.Terms,
                .. needed.Select(i => new PlacedTerm(
                    i / candidates.Length,
                    candidates[i % candidates.Length],
                    [],
                    0,
                    []
                )),
            ],
        };
    }

    private LinearCondition[] Over(int[] places) =>
        Array.ConvertAll(rows, r => r with { Row = Array.ConvertAll(places, p => p < 0 ? 0 : r.Row[p]) });

    private int Place(PlacedTerm term) => Place(term.Equation, term.Candidate.Body, term.Candidate.IsLinear);

    private int Place(int equation, Formula body, bool isLinear) =>
        equation * candidates.Length + Array.FindIndex(candidates, c => c.IsLinear == isLinear && c.Body == body);
}
