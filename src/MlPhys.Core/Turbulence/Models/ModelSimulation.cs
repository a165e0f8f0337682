using MlPhys.Numerics.Differential;
using MlPhys.Numerics.Lanes;
using MlPhys.Numerics.Random;
using MlPhys.Runs;
using MlPhys.Turbulence.Gradients;
using MlPhys.Turbulence.Models.Dynamics;

namespace MlPhys.Turbulence.Models;

/// <summary>An ensemble of trajectories of a model; no bit depends on the number of threads.</summary>
/// <example><c>model.Simulate().WithTrajectories(1024).WithDuration(40).Run()</c></example>
public sealed record ModelSimulation
{
    private readonly GradientModel _model;

    internal ModelSimulation(GradientModel model) => _model = model;

    /// <summary>Number of trajectories.</summary>
    public int Trajectories { get; private init; } = 1024;

    /// <summary>Time recorded, in Kolmogorov times.</summary>
    public double Duration { get; private init; } = 40;

    /// <summary>Time before recording begins.</summary>
    public double Spin { get; private init; }

    /// <summary>Step of the integration.</summary>
    public double Step { get; private init; } = 0.02;

    /// <summary>Steps from one recorded time to the next.</summary>
    public int Stride { get; private init; } = 10;

    /// <summary>A trajectory whose |A| passes this is started anew and counted.</summary>
    public double Limit { get; private init; } = 60;

    /// <summary>Seed of starts and noise.</summary>
    public long Seed { get; private init; }

    /// <summary>Whether to integrate in double precision.</summary>
    public bool IsDouble { get; private init; }

    /// <summary>Threads at most.</summary>
    public int Threads { get; private init; } = Environment.ProcessorCount;

    /// <summary>Sets the number of trajectories.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public ModelSimulation WithTrajectories(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return this with { Trajectories = count };
    }

    /// <summary>Sets the time that is recorded.</summary>
    /// <param name="duration">Kolmogorov times.</param>
    /// <param name="spin">Kolmogorov times before that.</param>
    /// <exception cref="ArgumentOutOfRangeException">A duration not above 0 or a negative spin.</exception>
    public ModelSimulation WithDuration(double duration, double spin = 0)
    {
        if (!(duration > 0 && double.IsFinite(duration)))
            throw new ArgumentOutOfRangeException(nameof(duration), duration, "expected a finite time above 0");
        if (!(spin >= 0 && double.IsFinite(spin)))
            throw new ArgumentOutOfRangeException(nameof(spin), spin, "expected a finite time, 0 or more");
        return this with { Duration = duration, Spin = spin };
    }

    /// <summary>Sets the step and how many steps lie between recorded times.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A step outside (0, 0.1], or a stride below 1.</exception>
    public ModelSimulation WithStep(double step, int stride = 10)
    {
        if (!(step is > 0 and <= 0.1))
            throw new ArgumentOutOfRangeException(nameof(step), step, "expected above 0, at most 0.1 Kolmogorov times");
        ArgumentOutOfRangeException.ThrowIfLessThan(stride, 1);
        return this with { Step = step, Stride = stride };
    }

    /// <summary>Sets the seed.</summary>
    public ModelSimulation WithSeed(long seed) => this with { Seed = seed };

    /// <summary>Integrates in double precision.</summary>
    public ModelSimulation WithDoublePrecision() => this with { IsDouble = true };

    /// <summary>Sets the number of threads.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public ModelSimulation WithThreads(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return this with { Threads = threads };
    }

    /// <summary>Integrates the ensemble.</summary>
    /// <param name="progress">Told after each tile of trajectories.</param>
    /// <param name="cancellation">Stops between recorded times.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public ModelRun Run(IProgress<RunProgress>? progress = null, CancellationToken cancellation = default) =>
        IsDouble ? Run(_model.DoubleDrift, progress, cancellation) : Run(_model.SingleDrift, progress, cancellation);

    private ModelRun Run<T>(Func<ITileDrift<T>> drift, IProgress<RunProgress>? progress, CancellationToken cancellation)
        where T : unmanaged
    {
        var record = new TrajectoryRecord<T>(Trajectories, (int)Math.Round(Duration / (Step * Stride)) + 1);
        var start = _model.Start(Trajectories, Seeds.Derive(Seed, "start"));
        var noise = new RandomStream(Seeds.Derive(Seed, "noise"));
        var lanes = LaneMachine<T>.Lanes;
        var tiles = (Trajectories + lanes - 1) / lanes;
        var done = 0;
        Batches.Run(
            tiles,
            Math.Min(Threads, tiles),
            () => new TileIntegrator<T>(drift(), _model.Noise, Step),
            (integrator, tile) =>
            {
                Follow(integrator, record, start, tile * lanes, noise.Split(tile), cancellation);
                progress?.Report(new RunProgress("trajectories", Interlocked.Increment(ref done), tiles));
            },
            cancellation
        );
        double[] times = [.. Enumerable.Range(0, record.Times).Select(t => t * Step * Stride)];
        var gradients = VelocityGradients.Of(record.Tensors, times, new FlowScales(double.NaN, 1), isLagrangian: true);
        return new ModelRun(_model.Name, gradients, record.Resets, Step);
    }

    private void Follow<T>(
        TileIntegrator<T> integrator,
        TrajectoryRecord<T> record,
        double[,] start,
        int first,
        RandomStream random,
        CancellationToken cancellation
    )
        where T : unmanaged
    {
        for (var lane = 0; lane < LaneMachine<T>.Lanes; lane++)
            Restart(integrator, start, (first + lane) % Trajectories, lane, random);
        var spin = (int)Math.Round(Spin / Step);
        for (var step = 0; step < spin; step++)
            integrator.Step(random);
        for (var time = 0; time < record.Times; time++)
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var lane in record.Add(integrator.X, first, time, Limit))
                Restart(integrator, start, (int)random.Integer(Trajectories), lane, random);
            for (var step = 0; step < Stride && time + 1 < record.Times; step++)
                integrator.Step(random);
        }
    }

    private static unsafe void Restart<T>(
        TileIntegrator<T> integrator,
        double[,] start,
        int from,
        int lane,
        RandomStream random
    )
        where T : unmanaged
    {
        for (var i = 0; i < TraceFree.Dimension; i++)
        {
            integrator.X.At[i * LaneMachine<T>.Lanes + lane] = LaneMath<T>.Of(start[from, i])[0];
            integrator.V.At[i * LaneMachine<T>.Lanes + lane] = LaneMath<T>.Of(random.Gaussian())[0];
        }
    }
}
