using MlPhys.Runs;

namespace MlPhys.Turbulence.Simulation;

/// <summary>A run under way, whatever its precision.</summary>
internal interface IFlowSession : IDisposable
{
    FlowRecorder Recorder { get; }

    double Time { get; }

    long Steps { get; }

    void Start();

    /// <summary>Steps towards a time, at most to the next moment at which something is measured.</summary>
    void Advance(double time);

    Checkpoint Save();

    void Restore(Checkpoint checkpoint);

    float[][,,] Velocity();
}

/// <summary>The scalars of a checkpoint.</summary>
internal sealed record FlowState(
    long Steps,
    double Time,
    double LastStep,
    double Courant,
    double Duration,
    double Change,
    double Work,
    double Loss,
    double Energy,
    double Enstrophy,
    long SamplesPassed,
    long TracerSamplesPassed,
    long SnapshotsPassed,
    long Spectra,
    FlowSample[] Samples
);
