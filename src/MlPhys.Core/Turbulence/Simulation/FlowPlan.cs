using MlPhys.Turbulence.Tracers;

namespace MlPhys.Turbulence.Simulation;

/// <summary>Whether numbers of the field have 24 or 53 bits.</summary>
public enum FieldPrecision
{
    /// <summary>float32: half the memory, about twice as fast.</summary>
    Single,

    /// <summary>float64.</summary>
    Double,
}

/// <summary>All that decides the bits of a run.</summary>
internal sealed record FlowPlan(
    int Points,
    double Viscosity,
    Forcing Forcing,
    InitialField Initial,
    TimeScheme Scheme,
    TimeStepRule StepRule,
    Dealiasing Dealiasing,
    FieldPrecision Precision,
    long Seed,
    double SpinUp,
    double SampleInterval,
    int Tracers,
    double TracerInterval,
    int SnapshotPoints,
    double SnapshotInterval,
    TracerInterpolation Velocity = TracerInterpolation.CubicSpline,
    TracerInterpolation Gradient = TracerInterpolation.QuinticSpline
)
{
    /// <summary>Names the run in a checkpoint; how long it goes and on how many threads may change.</summary>
    public string Fingerprint =>
        FormattableString.Invariant(
            $"N {Points}, nu {Viscosity}, {Text(Forcing)}, {InitialName}, {Scheme}, Courant {StepRule.Courant}, step {StepRule.Length}, {Dealiasing}, {Precision}, seed {Seed}, spin-up {SpinUp}, samples each {SampleInterval}, {Tracers} tracers each {TracerInterval}, {SnapshotPoints} points each {SnapshotInterval}, velocity by {Velocity}, gradient by {Gradient}"
        );

    private string InitialName => Initial.GetType().Name;

    private static string Text(Forcing forcing) =>
        forcing is ShellEnergyForcing shells ? $"shell energies {string.Join(' ', shells.Energies)}" : $"{forcing}";
}
