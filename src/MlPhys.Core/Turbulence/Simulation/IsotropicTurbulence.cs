using MlPhys.Runs;
using MlPhys.Turbulence.Tracers;

namespace MlPhys.Turbulence.Simulation;

/// <summary>Direct numerical simulation of homogeneous isotropic turbulence in the periodic box [0, 2π)³.</summary>
/// <remarks>
/// Pseudo-spectral, fully dealiased, Runge-Kutta with integrating factor; after each step the field is made divergence-free and real anew. Immutable.
/// Rogallo, NASA TM 81315 (1981); Canuto, Hussaini, Quarteroni and Zang, Spectral Methods (2007).
/// </remarks>
public sealed record IsotropicTurbulence
{
    private FlowPlan plan;
    private int threads = 1;
    private string checkpointPath = "";
    private TimeSpan checkpointEvery = TimeSpan.FromMinutes(1);

    private IsotropicTurbulence(FlowPlan plan) => this.plan = plan;

    /// <summary>Grid points along a side.</summary>
    public int Points => plan.Points;

    /// <summary>Kinematic viscosity.</summary>
    public double Viscosity => plan.Viscosity;

    /// <summary>A box: decaying turbulence at ν = 0.016 from a random field of energy 1, until told otherwise.</summary>
    /// <param name="points">Grid points along a side: even, 8 to 1024.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another number.</exception>
    public static IsotropicTurbulence Box(int points)
    {
        var grid = new SpectralGrid(points, Dealiasing.Sphere);
        return new IsotropicTurbulence(
            new FlowPlan(
                grid.Points,
                0.016,
                Forcing.None,
                InitialField.Random(),
                TimeScheme.Heun,
                TimeStepRule.OfCourant(),
                Dealiasing.Sphere,
                FieldPrecision.Single,
                Seed: 1,
                SpinUp: 0,
                SampleInterval: 0.25,
                Tracers: 0,
                TracerInterval: 0,
                SnapshotPoints: 0,
                SnapshotInterval: 0
            )
        );
    }

    /// <summary>Sets the kinematic viscosity, length²/time.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative or not finite.</exception>
    public IsotropicTurbulence WithViscosity(double viscosity) =>
        viscosity >= 0 && double.IsFinite(viscosity)
            ? this with
            {
                plan = plan with { Viscosity = viscosity },
            }
            : throw new ArgumentOutOfRangeException(nameof(viscosity), viscosity, "a viscosity is 0 or more");

    /// <summary>Sets what feeds the large scales.</summary>
    public IsotropicTurbulence WithForcing(Forcing forcing) => this with { plan = plan with { Forcing = forcing } };

    /// <summary>Sets the field at the start.</summary>
    public IsotropicTurbulence WithInitialField(InitialField field) =>
        this with
        {
            plan = plan with { Initial = field },
        };

    /// <summary>Sets scheme and length of the time steps.</summary>
    public IsotropicTurbulence WithTimeStep(TimeStepRule rule, TimeScheme scheme = TimeScheme.Heun) =>
        this with
        {
            plan = plan with { StepRule = rule, Scheme = scheme },
        };

    /// <summary>Sets which modes are kept.</summary>
    public IsotropicTurbulence WithDealiasing(Dealiasing rule) => this with { plan = plan with { Dealiasing = rule } };

    /// <summary>Sets the precision in which the field is stepped; what is measured is computed in double precision.</summary>
    public IsotropicTurbulence WithPrecision(FieldPrecision precision) =>
        this with
        {
            plan = plan with { Precision = precision },
        };

    /// <summary>Sets the seed of initial field, forcing, tracers and points.</summary>
    public IsotropicTurbulence WithSeed(long seed) => this with { plan = plan with { Seed = seed } };

    /// <summary>Sets how long the flow develops before mean values, tracers and points are taken.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative.</exception>
    public IsotropicTurbulence WithSpinUp(double time) =>
        time >= 0
            ? this with
            {
                plan = plan with { SpinUp = time },
            }
            : throw new ArgumentOutOfRangeException(nameof(time), time, "a spin-up is 0 or more");

    /// <summary>Sets the time between the rows of <see cref="TurbulenceRun.Samples"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public IsotropicTurbulence WithSampling(double interval) =>
        this with
        {
            plan = plan with { SampleInterval = Positive(interval, nameof(interval)) },
        };

    /// <summary>Follows fluid particles from the end of the spin-up and stores the gradients that they meet.</summary>
    /// <param name="count">Number of particles.</param>
    /// <param name="interval">Time between samples; about a fifth of the Kolmogorov time.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public IsotropicTurbulence WithTracers(int count, double interval) =>
        this with
        {
            plan = plan with
            {
                Tracers = (int)Positive(count, nameof(count)),
                TracerInterval = Positive(interval, nameof(interval)),
            },
        };

    /// <summary>Sets how velocity and gradient are interpolated at the particles; without it cubic and quintic splines.</summary>
    public IsotropicTurbulence WithInterpolation(TracerInterpolation velocity, TracerInterpolation gradient) =>
        this with
        {
            plan = plan with { Velocity = velocity, Gradient = gradient },
        };

    /// <summary>Stores gradient, pressure Hessian and viscous term at random grid points of snapshots after the spin-up.</summary>
    /// <param name="points">Points in each snapshot.</param>
    /// <param name="interval">Time between snapshots.</param>
    /// <exception cref="ArgumentOutOfRangeException">Not positive.</exception>
    public IsotropicTurbulence WithSnapshots(int points, double interval) =>
        this with
        {
            plan = plan with
            {
                SnapshotPoints = (int)Positive(points, nameof(points)),
                SnapshotInterval = Positive(interval, nameof(interval)),
            },
        };

    /// <summary>Sets the number of threads; the bits do not depend on it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public IsotropicTurbulence WithThreads(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return this with { threads = count };
    }

    /// <summary>Keeps a checkpoint, from which the same run goes on to the same bits.</summary>
    /// <param name="path">File; a run that finds one there continues it.</param>
    /// <param name="every">Time on the clock between checkpoints; a minute without it.</param>
    public IsotropicTurbulence WithCheckpoint(string path, TimeSpan? every = null) =>
        this with
        {
            checkpointPath = path,
            checkpointEvery = every ?? TimeSpan.FromMinutes(1),
        };

    /// <summary>Simulates, or continues from the checkpoint.</summary>
    /// <param name="duration">Time at which the run ends, the spin-up included.</param>
    /// <param name="progress">Told of the time reached.</param>
    /// <param name="cancellation">Stops between steps, after a checkpoint.</param>
    /// <exception cref="ArgumentOutOfRangeException">The duration is not positive.</exception>
    /// <exception cref="UnstableStepException">The time step is too long; the checkpoint before is kept.</exception>
    /// <exception cref="InvalidDataException">The checkpoint is of another run, such as another grid; says what was found and expected.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public TurbulenceRun Run(
        double duration,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        Positive(duration, nameof(duration));
        using IFlowSession session =
            plan.Precision == FieldPrecision.Single
                ? new FlowSession<float>(plan, threads)
                : new FlowSession<double>(plan, threads);
        var keeper =
            checkpointPath.Length > 0
                ? CheckpointFile.At(checkpointPath, "isotropic turbulence", plan.Fingerprint)
                : null;
        new FlowDriver(session, keeper, checkpointEvery).Run(duration, progress ?? Progress.Silent, cancellation);
        return TurbulenceRun.Of(plan, session);
    }

    private static double Positive(double value, string name) =>
        value > 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(name, value, $"{name} is positive");
}
