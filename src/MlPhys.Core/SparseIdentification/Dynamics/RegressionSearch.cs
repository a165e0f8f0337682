using System.Numerics.Tensors;
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
internal sealed class RegressionSearch(
    IReadOnlyList<Trajectory> trajectories,
    Candidate[] candidates,
    CancellationToken cancellation
)
{
    private const int WeakPower = 6;
    private const int ShortestWindow = 20;
    private const int LongestWindow = 1000;
    private readonly int states = trajectories[0].States.Length;

    /// <summary>The law by estimated derivatives.</summary>
    public DynamicsLaw Run(RegressionMethod method, IReadOnlyList<Constraint> constraints)
    {
        var sums = new GramAccumulator(Bodies, states);
        var smooth = trajectories.Select(t => Estimates(t, method.Derivative, method.Threads)).ToArray();
        var columns = smooth.Zip(trajectories, Columns).ToArray();
        for (var i = 0; i < columns.Length; i++)
            sums.Add(columns[i], [.. smooth[i].Select(s => s.Slopes)], method.Threads);
        var isSmoothed = smooth.Any(t => t.Any(s => !double.IsNaN(s.LeftOutDeviation)));
        GramSystem System(int e) => isSmoothed ? Independent(sums.System(e), e, columns, smooth) : sums.System(e);
        if (constraints.Count > 0)
            return new ConstrainedSearch(trajectories, candidates, constraints).Run(
                [.. Enumerable.Range(0, states).Select(System)],
                Noise()
            );
        var law = Law(System, method.Solver, method.Threads);
        return method.IsRefined ? Refined(law, smooth) : law;
    }

    private DynamicsLaw Refined(DynamicsLaw law, SmoothedSignal[][] smooth)
    {
        var time = CharacteristicTime.InSamples(
            trajectories,
            [.. smooth.Select(t => t.Select(s => s.Values).ToArray())]
        );
        return Refinement.Of(
            trajectories,
            candidates,
            law.Placed,
            smooth,
            [.. law.Noise],
            (int)Math.Clamp(time, ShortestWindow, LongestWindow),
            LongestWindow,
            cancellation
        );
    }

    /// <summary>The law by plain regression on weak rows.</summary>
    public DynamicsLaw Run(int halfWidth, int functions, Solver solver)
    {
        var samples = trajectories.Sum(t => t.Count);
        var stride = Math.Max(1, (samples - 2 * halfWidth * trajectories.Count) / functions);
        var rows = new WeakRows(trajectories.Select(t => t.Times), halfWidth, stride, WeakPower);
        if (rows.Count <= candidates.Length)
            throw new InvalidOperationException(
                $"{rows.Count} test functions of half-width {halfWidth} fit the trajectories, "
                    + $"expected more than the {candidates.Length} candidates"
            );
        var columns = Trajectory.EndToEnd(trajectories);
        var features = new Tape(Bodies).Evaluate(columns, samples, default);
        var gram = new GramAccumulator([.. features.Select((_, j) => Formula.Variable(j))], states);
        gram.Add(
            [.. features.Select(f => rows.Of(f))],
            [.. Enumerable.Range(0, states).Select(e => rows.OfDerivative(columns[e]))]
        );
        return Law(gram.System, solver);
    }

    /// <summary>The system with the number of independent rows: smoothing correlates the residuals over the time that it averages.</summary>
    private GramSystem Independent(GramSystem system, int equation, double[][][] columns, SmoothedSignal[][] smooth)
    {
        var full = system.Fit(system.Alive);
        var law = Bodies.Select((b, j) => full.Coefficients[j] * b).Aggregate((sum, f) => sum + f);
        var tape = new Tape([law]);
        var (rows, independent) = (0.0, 0.0);
        for (var i = 0; i < columns.Length; i++)
        {
            var residual = tape.Evaluate(columns[i], columns[i][0].Length, default)[0];
            TensorPrimitives.Subtract(smooth[i][equation].Slopes, residual, residual);
            rows += residual.Length;
            independent += residual.Length / Math.Max(1, 2 * CorrelationTime(residual));
        }
        var share = independent / rows;
        return share >= 1 ? system : system.Thinned(share);
    }

    /// <summary>The integrated autocorrelation time, 1/2 for white rows, summed up to the first lag that is not positive.</summary>
    private static double CorrelationTime(double[] residual)
    {
        var squares = TensorPrimitives.SumOfSquares<double>(residual);
        var time = 0.5;
        for (var lag = 1; lag < residual.Length / 2; lag++)
        {
            var shared = TensorPrimitives.Dot<double>(residual.AsSpan(lag), residual.AsSpan(0, residual.Length - lag));
            if (!(shared > 0))
                break;
            time += shared / squares;
        }
        return time;
    }

    private static double[][] Columns(SmoothedSignal[] states, Trajectory trajectory) =>
        [.. states.Select(s => s.Values), .. trajectory.Inputs.Select(u => u.Values)];

    private Formula[] Bodies => [.. candidates.Select(c => c.Body)];

    private DynamicsLaw Law(Func<int, GramSystem> system, Solver solver, int threads = 1)
    {
        var terms = new List<PlacedTerm>();
        var errors = new List<double>();
        for (var e = 0; e < states; e++)
        {
            var equation = system(e);
            if (e == 0)
                Collinearity.Check(equation, candidates, [.. trajectories[0].Variables.Select(v => v.Name)]);
            var fit = solver.Solve(equation);
            var variance = fit.Rss / Math.Max(1, equation.Rows - fit.Support.Length);
            terms.AddRange(fit.Support.Select(j => new PlacedTerm(e, candidates[j], [], fit.Coefficients[j], [])));
            errors.AddRange(fit.Factor.InverseDiagonal().Select(v => Math.Sqrt(v * variance)));
        }
        return new DynamicsLaw(trajectories[0], new Structure(states, [.. terms]), errors, Noise(threads));
    }

    private double[] Noise(int threads = 1) =>
        OfEach(trajectories[0], threads, s => NoiseLevel.Of(trajectories[0].Times, s.Values));

    /// <summary>States as the estimator smooths them, with derivatives.</summary>
    internal static SmoothedSignal[] Estimates(Trajectory trajectory, Derivative derivative, int threads = 1) =>
        OfEach(trajectory, threads, s => derivative.Estimate(trajectory.Times, s.Values));

    private static T[] OfEach<T>(Trajectory trajectory, int threads, Func<Column, T> work)
    {
        var results = new T[trajectory.States.Length];
        Parallel.For(
            0,
            results.Length,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            e => results[e] = work(trajectory.States[e])
        );
        return results;
    }
}
