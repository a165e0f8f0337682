using MlPhys.Numerics.LinearAlgebra;
using MlPhys.Numerics.Random;
using MlPhys.Runs;

namespace MlPhys.Numerics.Differential;

/// <summary>The stochastic differential equation dX = a(t, X) dt + B(t, X) dW in the sense of Ito, and how to step it.</summary>
/// <remarks>Immutable: each With step returns a new equation. Without steps: Euler-Maruyama.</remarks>
public sealed record StochasticEquation
{
    private readonly VectorField drift;
    private readonly Noise noise;
    private SdeScheme scheme = SdeScheme.EulerMaruyama;

    private StochasticEquation(VectorField drift, Noise noise) => (this.drift, this.noise) = (drift, noise);

    /// <summary>Noise that does not depend on the state.</summary>
    /// <param name="drift">a(t, x), length n.</param>
    /// <param name="matrix">B, n x m.</param>
    /// <exception cref="ArgumentException">An entry of the matrix is not finite, or it is empty.</exception>
    public static StochasticEquation WithAdditiveNoise(VectorField drift, double[,] matrix)
    {
        Matrix.RequireFinite(matrix, nameof(matrix));
        if (matrix.Length == 0)
            throw new ArgumentException(
                $"matrix is {matrix.GetLength(0)} x {matrix.GetLength(1)}; at least 1 x 1 is needed",
                nameof(matrix)
            );
        return new(drift, new AdditiveNoise(Matrix.Columns(matrix), matrix.GetLength(0)));
    }

    /// <summary>Noise that does not depend on the state, with a drift that returns an array.</summary>
    /// <param name="drift">a(t, x), length n.</param>
    /// <param name="matrix">B, n x m.</param>
    /// <exception cref="ArgumentException">An entry of the matrix is not finite, or it is empty.</exception>
    public static StochasticEquation WithAdditiveNoise(Func<double, double[], double[]> drift, double[,] matrix) =>
        WithAdditiveNoise(Fields.FromArrays(drift), matrix);

    /// <summary>Noise in which each component has a Wiener process of its own, with an amplitude b_i(t, x_i) that depends on that component alone.</summary>
    /// <param name="drift">a(t, x), length n; may depend on all components.</param>
    /// <param name="amplitude">b(t, x), length n.</param>
    public static StochasticEquation WithDiagonalNoise(VectorField drift, VectorField amplitude) =>
        new(drift, new DiagonalNoise(amplitude));

    /// <summary>Diagonal noise, by functions that return arrays.</summary>
    /// <param name="drift">a(t, x), length n; may depend on all components.</param>
    /// <param name="amplitude">b(t, x), length n; entry i depends on t and x_i alone.</param>
    public static StochasticEquation WithDiagonalNoise(
        Func<double, double[], double[]> drift,
        Func<double, double[], double[]> amplitude
    ) => WithDiagonalNoise(Fields.FromArrays(drift), Fields.FromArrays(amplitude));

    /// <summary>Any noise.</summary>
    /// <param name="processes">Number m of Wiener processes, at least 1.</param>
    /// <param name="drift">a(t, x), length n.</param>
    /// <param name="columns">The columns of B(t, x).</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no process.</exception>
    public static StochasticEquation WithNoise(int processes, VectorField drift, NoiseMatrix columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(processes, 1);
        return new(drift, new GeneralNoise(columns, processes));
    }

    /// <summary>Any noise, by a function that returns B as a matrix.</summary>
    /// <param name="processes">Number m of Wiener processes, at least 1.</param>
    /// <param name="drift">a(t, x), length n.</param>
    /// <param name="matrix">B(t, x), n x m.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no process.</exception>
    public static StochasticEquation WithNoise(
        int processes,
        Func<double, double[], double[]> drift,
        Func<double, double[], double[,]> matrix
    ) =>
        WithNoise(
            processes,
            Fields.FromArrays(drift),
            (t, x, columns) =>
            {
                var b = matrix(t, x.ToArray());
                if (b.GetLength(0) != x.Length || b.GetLength(1) != processes)
                    throw new ArgumentException(
                        $"the noise matrix is {b.GetLength(0)} x {b.GetLength(1)}; {x.Length} x {processes} was expected",
                        nameof(matrix)
                    );
                Matrix.Columns(b).CopyTo(columns);
            }
        );

    /// <summary>Chooses the scheme.</summary>
    public StochasticEquation WithScheme(SdeScheme scheme) => this with { scheme = scheme };

    /// <summary>Simulates one path.</summary>
    /// <param name="initial">State at time 0, n finite numbers.</param>
    /// <param name="step">Time step, above 0.</param>
    /// <param name="steps">Number of steps, at least 1.</param>
    /// <param name="stream">Source of randomness.</param>
    /// <param name="saveEvery">Keeps every so manieth state, the first and the last always.</param>
    /// <param name="progress">Told every 10,000 steps.</param>
    /// <param name="cancellation">Ends the run between steps.</param>
    /// <exception cref="ArgumentException">Input is not usable, or the scheme does not fit the noise.</exception>
    /// <exception cref="ArithmeticException">The path left the finite numbers.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public Trajectory Simulate(
        double[] initial,
        double step,
        int steps,
        RandomStream stream,
        int saveEvery = 1,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        var run = Prepare(initial, step, steps, saveEvery);
        var states = new double[run.Times.Length, initial.Length];
        run.Follow(
            stream,
            (row, state) =>
            {
                for (var i = 0; i < state.Length; i++)
                    states[row, i] = state[i];
            },
            progress,
            cancellation
        );
        return new Trajectory
        {
            Times = run.Times,
            States = states,
            Events = [],
            Steps = steps,
            Rejected = 0,
            Evaluations = steps * run.DriftsPerStep,
        };
    }

    /// <summary>Simulates independent paths from one state; path k draws from <c>stream.Split(k)</c>, whatever the number of workers.</summary>
    /// <param name="initial">State at time 0, n finite numbers.</param>
    /// <param name="step">Time step, above 0.</param>
    /// <param name="steps">Number of steps, at least 1.</param>
    /// <param name="paths">Number of paths, at least 1.</param>
    /// <param name="stream">Source of randomness; not advanced.</param>
    /// <param name="saveEvery">Keeps every so manieth state; without it, the first and the last.</param>
    /// <param name="workers">Threads; above 1 the drift and the noise are called from several at once.</param>
    /// <param name="progress">Told after each path.</param>
    /// <param name="cancellation">Ends the run between paths.</param>
    /// <exception cref="ArgumentException">Input is not usable, or the scheme does not fit the noise.</exception>
    /// <exception cref="ArithmeticException">A path left the finite numbers.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public PathEnsemble SimulateEnsemble(
        double[] initial,
        double step,
        int steps,
        int paths,
        RandomStream stream,
        int? saveEvery = null,
        int workers = 1,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(paths, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        var times = Prepare(initial, step, steps, saveEvery ?? steps).Times;
        var states = new double[paths, times.Length, initial.Length];
        var done = 0;
        Batches.Run(
            paths,
            workers,
            () => Prepare(initial, step, steps, saveEvery ?? steps),
            (run, path) =>
            {
                run.Follow(
                    stream.Split(path),
                    (row, state) =>
                    {
                        for (var i = 0; i < state.Length; i++)
                            states[path, row, i] = state[i];
                    },
                    null,
                    cancellation
                );
                progress?.Report(new RunProgress("paths", Interlocked.Increment(ref done), paths));
            },
            cancellation
        );
        return new PathEnsemble(times, states);
    }

    private SdeRun Prepare(double[] initial, double step, int steps, int saveEvery)
    {
        Matrix.RequireFinite(initial, nameof(initial));
        if (initial.Length == 0)
            throw new ArgumentException("initial is empty; a state has at least one component", nameof(initial));
        if (!(step > 0 && double.IsFinite(step)))
            throw new ArgumentOutOfRangeException(nameof(step), step, "a step is finite and above 0");
        ArgumentOutOfRangeException.ThrowIfLessThan(steps, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(saveEvery, 1);
        var stepper = SdeStepper.Create(scheme, drift, noise, initial.Length);
        return new SdeRun(stepper, noise.Count(initial.Length), initial, step, steps, saveEvery);
    }
}
