using MlPhys.SparseIdentification.Gram;
using MlPhys.SparseIdentification.Laws;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Likelihood;
using MlPhys.SparseIdentification.Solvers;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification.Dynamics;

/// <summary>Sparse regression of all equations together under linear conditions: from all terms down, always without the one
/// whose removal costs least under the conditions, and the extended BIC along the way.</summary>
internal sealed class ConstrainedSearch(
    IReadOnlyList<Trajectory> trajectories,
    Candidate[] candidates,
    IReadOnlyList<Constraint> constraints
)
{
    private const double Floor = 1e-12;

    /// <summary>The law from the systems of the equations.</summary>
    /// <exception cref="InvalidOperationException">Conditions that contradict each other.</exception>
    public DynamicsLaw Run(GramSystem[] equations, double[] noise)
    {
        string[] names = [.. trajectories[0].Variables.Select(v => v.Name)];
        string[] states = [.. trajectories[0].States.Select(s => s.Name)];
        string[] terms = [.. candidates.Select(c => c.ToText(names))];
        var joint = Joint(equations);
        var system = new ConstrainedSystem(joint, [.. constraints.SelectMany(c => c.Rows(states, terms))]);
        var best = ConstrainedPath.Of(system, joint.Alive, []).MinBy(f => Score(joint, f))!;
        if (double.IsInfinity(best.Rss))
            throw new InvalidOperationException(
                $"no law meets all of: {string.Join("; ", constraints.Select(c => c.Text))}"
            );
        var variance = best.Rss / Math.Max(1, joint.Rows - best.Support.Length);
        return new DynamicsLaw(
            trajectories[0],
            new Structure(
                states.Length,
                [
                    .. best.Support.Select(i => new PlacedTerm(
                        i / candidates.Length,
                        candidates[i % candidates.Length],
                        [],
                        best.Coefficients[i],
                        []
                    )),
                ]
            ),
            [.. best.Variances.Select(v => Math.Sqrt(v * variance))],
            noise
        );
    }

    /// <summary>All equations as one system, each over the residual deviation of its full fit.</summary>
    private static GramSystem Joint(GramSystem[] equations)
    {
        var p = equations[0].Count;
        var matrix = new double[equations.Length * p, equations.Length * p];
        var right = new double[equations.Length * p];
        var (total, rows) = (0.0, 0.0);
        for (var e = 0; e < equations.Length; e++)
        {
            var own = equations[e];
            var variance = (own.Fit(own.Alive).Rss + Floor * own.TotalSquares) / own.Rows;
            for (var i = 0; i < p; i++)
            {
                right[e * p + i] = own.Right[i] / variance;
                for (var j = 0; j < p; j++)
                    matrix[e * p + i, e * p + j] = own.Matrix[i, j] / variance;
            }
            total += own.TotalSquares / variance;
            rows += own.Rows;
        }
        return new GramSystem(matrix, right, total, rows);
    }

    private static double Score(GramSystem joint, ConstrainedSystem.Fit fit) =>
        joint.Rows * Math.Log(fit.Rss / joint.TotalSquares + Floor)
        + fit.Support.Length * (Math.Log(joint.Rows) + 2 * Math.Log(joint.Count));
}
