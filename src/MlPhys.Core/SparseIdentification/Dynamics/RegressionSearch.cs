using MlPhys.SparseIdentification.Derivatives;
using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Gram;
using MlPhys.SparseIdentification.Laws;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Likelihood;
using MlPhys.SparseIdentification.Solvers;
using MlPhys.SparseIdentification.Tables;
using MlPhys.SparseIdentification.Weak;

namespace MlPhys.SparseIdentification.Dynamics;

/// <summary>Dynamical laws by sparse regression on Gram systems, of derivatives or in the weak form.</summary>
internal sealed class RegressionSearch(IReadOnlyList<Trajectory> trajectories, Candidate[] candidates)
{
    private const int WeakPower = 6;
    private readonly int states = trajectories[0].States.Length;

    /// <summary>The law by estimated derivatives.</summary>
    public DynamicsLaw Run(RegressionMethod method)
    {
        var sums = new GramAccumulator(Bodies, states);
        foreach (var trajectory in trajectories)
            sums.Add(Variables(trajectory), Derivatives(trajectory, method.Derivative), method.Threads);
        return Law(e => sums.System(e), method.Solver);
    }

    /// <summary>The law by the weak form.</summary>
    public DynamicsLaw Run(WeakMethod method)
    {
        var samples = trajectories.Sum(t => t.Count);
        var stride = Math.Max(1, (samples - 2 * method.HalfWidth * trajectories.Count) / method.Functions);
        var rows = new WeakRows(trajectories.Select(t => t.Times), method.HalfWidth, stride, WeakPower);
        if (rows.Count <= candidates.Length)
            throw new InvalidOperationException(
                $"{rows.Count} test functions of half-width {method.HalfWidth} fit the trajectories, "
                    + $"expected more than the {candidates.Length} candidates"
            );
        double[][] columns =
        [
            .. Enumerable
                .Range(0, trajectories[0].Variables.Count())
                .Select(v => trajectories.SelectMany(t => t.Variables.ElementAt(v).Values).ToArray()),
        ];
        var features = new Tape(Bodies).Evaluate(columns, samples, default);
        var gram = new GramAccumulator([.. features.Select((_, j) => Formula.Variable(j))], states);
        gram.Add(
            [.. features.Select(f => rows.Of(f))],
            [.. Enumerable.Range(0, states).Select(e => rows.OfDerivative(columns[e]))]
        );
        return Law(gram.System, method.Solver);
    }

    private Formula[] Bodies => [.. candidates.Select(c => c.Body)];

    private DynamicsLaw Law(Func<int, GramSystem> system, Solver solver)
    {
        var terms = new List<PlacedTerm>();
        var errors = new List<double>();
        for (var e = 0; e < states; e++)
        {
            var equation = system(e);
            Collinearity.Check(equation, candidates, [.. trajectories[0].Variables.Select(v => v.Name)]);
            var fit = solver.Solve(equation);
            var variance = fit.Rss / Math.Max(1, equation.Rows - fit.Support.Length);
            terms.AddRange(fit.Support.Select(j => new PlacedTerm(e, candidates[j], [], fit.Coefficients[j], [])));
            errors.AddRange(fit.Factor.InverseDiagonal().Select(v => Math.Sqrt(v * variance)));
        }
        double[] noise = [.. trajectories[0].States.Select(s => NoiseLevel.Of(trajectories[0].Times, s.Values))];
        return new DynamicsLaw(trajectories[0], new Structure(states, [.. terms]), errors, noise);
    }

    private static double[][] Variables(Trajectory trajectory) => [.. trajectory.Variables.Select(v => v.Values)];

    private static double[][] Derivatives(Trajectory trajectory, Derivative derivative) =>
        [.. trajectory.States.Select(s => derivative.Of(trajectory.Times, s.Values))];
}
