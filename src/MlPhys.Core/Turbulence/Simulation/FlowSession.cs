using System.Numerics;
using MlPhys.Numerics.Random;
using MlPhys.Numerics.Threads;
using MlPhys.Runs;
using MlPhys.Turbulence.Tracers;

namespace MlPhys.Turbulence.Simulation;

/// <summary>A run under way in one precision: field, forcing, tracers, and what was measured.</summary>
internal sealed class FlowSession<T> : IFlowSession
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly FlowPlan plan;
    private readonly SpectralGrid grid;
    private readonly WorkTeam team;
    private readonly Stepper<T> stepper;
    private readonly Forcer<T> forcer;
    private readonly FlowDiagnostics diagnostics;
    private readonly TracerSet<T>? tracers;
    private readonly PointSampler? sampler;
    private readonly Func<double, double> chooseStep;
    private FlowEvents samples;
    private FlowEvents tracerSamples;
    private FlowEvents snapshots;
    private FlowClock clock;
    private EnergyBudget budget;
    private double energy;
    private double enstrophy;
    private double goal;

    public FlowSession(FlowPlan plan, int threads)
    {
        this.plan = plan;
        grid = new SpectralGrid(plan.Points, plan.Dealiasing);
        team = new WorkTeam(threads);
        stepper = new Stepper<T>(grid, team, plan.Scheme);
        forcer = Forcer<T>.Of(plan.Forcing, grid, plan.Seed);
        diagnostics = new FlowDiagnostics(grid, team, plan.Viscosity);
        if (plan.Tracers > 0)
            tracers = new TracerSet<T>(
                grid,
                team,
                plan.Tracers,
                Seeds.Derive(plan.Seed, "tracers"),
                plan.Velocity,
                plan.Gradient
            );
        if (plan.SnapshotPoints > 0)
            sampler = new PointSampler(grid, plan.Viscosity);
        samples = new FlowEvents(0, plan.SampleInterval);
        tracerSamples = new FlowEvents(plan.SpinUp, plan.Tracers > 0 ? plan.TracerInterval : 0);
        snapshots = new FlowEvents(plan.SpinUp, plan.SnapshotPoints > 0 ? plan.SnapshotInterval : 0);
        chooseStep = speed => plan.StepRule.Next(speed, 2 * Math.PI / plan.Points, goal - clock.Time, clock.Time);
    }

    public FlowRecorder Recorder { get; private set; } = new();

    public double Time => clock.Time;

    public long Steps => clock.Steps;

    private bool IsFollowing => tracers is not null && clock.Time >= plan.SpinUp;

    /// <summary>Sets the initial field.</summary>
    public void Start()
    {
        plan.Initial.Fill(diagnostics.Modes, Seeds.Derive(plan.Seed, "initial field"));
        var from = diagnostics.Modes.Span;
        var to = stepper.Velocity.Span;
        for (var i = 0; i < from.Length; i++)
            to[i] = T.CreateTruncating(from[i]);
        forcer.Apply(stepper.Velocity, 0);
        TakeEnergy();
        Record();
    }

    /// <summary>Steps to a time and measures on the way.</summary>
    public void Advance(double time)
    {
        while (clock.Time < time)
        {
            goal = Math.Min(Math.Min(time, samples.Next), Math.Min(tracerSamples.Next, snapshots.Next));
            Step();
            Record();
            if (clock.Time >= goal)
                return;
        }
    }

    public Checkpoint Save() =>
        Recorder
            .Save(Checkpoint.Empty)
            .With("velocity", stepper.Velocity.Span.ToArray())
            .With("positions", tracers?.Positions ?? [])
            .With("force", forcer.Memory)
            .With("forceStream", forcer.Stream)
            .WithMetadata(
                new FlowState(
                    clock.Steps,
                    clock.Time,
                    clock.LastStep,
                    clock.Courant,
                    budget.Duration,
                    budget.Change,
                    budget.Work,
                    budget.Loss,
                    energy,
                    enstrophy,
                    samples.Passed,
                    tracerSamples.Passed,
                    snapshots.Passed,
                    Recorder.Spectra,
                    [.. Recorder.Samples]
                )
            );

    public void Restore(Checkpoint checkpoint)
    {
        var state = checkpoint.MetadataAs<FlowState>();
        checkpoint.Array("velocity").As<T>().CopyTo(stepper.Velocity.Span);
        forcer.Restore(checkpoint.Array("force").As<double>(), checkpoint.Array("forceStream").As<byte>());
        clock = new FlowClock(state.Steps, state.Time, state.LastStep, state.Courant);
        budget = new EnergyBudget(state.Duration, state.Change, state.Work, state.Loss);
        (energy, enstrophy) = (state.Energy, state.Enstrophy);
        samples.Passed = state.SamplesPassed;
        tracerSamples.Passed = state.TracerSamplesPassed;
        snapshots.Passed = state.SnapshotsPassed;
        Recorder = FlowRecorder.Load(checkpoint, state.Samples, state.Spectra);
        if (tracers is null)
            return;
        checkpoint.Array("positions").As<double>().CopyTo(tracers.Positions, 0);
        if (IsFollowing)
            tracers.Start(stepper.Velocity);
    }

    /// <summary>u, v, w on the grid.</summary>
    public float[][,,] Velocity()
    {
        var n = plan.Points;
        float[][,,] fields = [new float[n, n, n], new float[n, n, n], new float[n, n, n]];
        using var stack = new PlaneStack<T>(grid, team, DerivedModes.Velocity);
        stack.Visit(
            stepper.Velocity,
            (x, planes) =>
            {
                for (var i = 0; i < planes.Length; i++)
                    fields[i / (n * n)][x, i / n % n, i % n] = float.CreateTruncating(planes[i]);
            }
        );
        return fields;
    }

    public void Dispose()
    {
        foreach (var part in (IEnumerable<IDisposable?>)[stepper, diagnostics, tracers, sampler, team])
            part?.Dispose();
    }

    private void Step()
    {
        var wasFollowing = IsFollowing;
        var dt = stepper.Step(plan.Viscosity, chooseStep);
        var (gained, gainedEnstrophy) = forcer.Apply(stepper.Velocity, dt);
        var loss = plan.Viscosity * dt * (enstrophy + stepper.Enstrophy);
        budget = budget.With(dt, stepper.Energy + gained - energy, gained, loss);
        (energy, enstrophy) = (stepper.Energy + gained, stepper.Enstrophy + gainedEnstrophy);
        // The last of equal parts ends on the moment itself, not a rounding beside it.
        var reached = clock.Time + dt;
        var time = goal - reached <= 1e-9 * dt ? goal : reached;
        clock = new FlowClock(clock.Steps + 1, time, dt, stepper.Speed * dt * plan.Points / (2 * Math.PI));
        if (wasFollowing)
            tracers!.Step(stepper.Velocity, dt);
    }

    private void TakeEnergy()
    {
        var spectrum = EnergySpectrum.Of(stepper.Velocity);
        (energy, enstrophy) = (spectrum.Energy, spectrum.Enstrophy);
    }

    private void Record()
    {
        if (samples.IsDue(clock.Time))
        {
            Recorder.Samples.Add(diagnostics.Measure(stepper.Velocity, clock, budget));
            if (clock.Time >= plan.SpinUp)
                Recorder.AddSpectrum(diagnostics.Spectrum.Shells);
            budget = default;
            samples.Passed++;
        }
        if (snapshots.IsDue(clock.Time))
        {
            diagnostics.Load(stepper.Velocity);
            var stream = new RandomStream(Seeds.Derive(plan.Seed, "points", snapshots.Passed));
            Recorder.AddPoints(clock.Time, sampler!, diagnostics, plan.SnapshotPoints, stream);
            snapshots.Passed++;
        }
        if (tracerSamples.IsDue(clock.Time))
        {
            if (tracerSamples.Passed == 0)
                tracers!.Start(stepper.Velocity);
            tracers!.Gradients(stepper.Velocity, Recorder.NextTracerValues(clock.Time, plan.Tracers));
            tracerSamples.Passed++;
        }
    }
}
