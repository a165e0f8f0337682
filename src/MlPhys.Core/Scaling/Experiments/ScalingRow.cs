namespace MlPhys.Scaling.Experiments;

/// <summary>One run at one recorded step, flat.</summary>
/// <param name="Key">Key of the run.</param>
/// <param name="Status">How the run ended.</param>
/// <param name="DataSet">Data set.</param>
/// <param name="Model">Model.</param>
/// <param name="Parametrisation">Parametrisation.</param>
/// <param name="Width">Width.</param>
/// <param name="Depth">Hidden layers.</param>
/// <param name="Samples">Training samples.</param>
/// <param name="Rate">Learning rate.</param>
/// <param name="Seed">Repetition.</param>
/// <param name="Parameters">Weights and biases.</param>
/// <param name="ParametersWithoutReadout">Without the readout's.</param>
/// <param name="Flop">Operations of the whole training.</param>
/// <param name="FlopWithoutReadout">Without the readout's.</param>
/// <param name="Seconds">Seconds of the whole run.</param>
/// <param name="Version">Version of the code.</param>
/// <param name="Step">Steps done.</param>
/// <param name="TrainLoss">Training loss.</param>
/// <param name="TestLoss">Test loss.</param>
/// <param name="TestAccuracy">Test accuracy.</param>
/// <param name="KernelTrace">Trace of the kernel over its size; NaN without a kernel, as all below.</param>
/// <param name="KernelEntropy">Von Neumann entropy.</param>
/// <param name="KernelParticipation">Participation ratio.</param>
/// <param name="KernelSelfEntropy">Self-entropy.</param>
/// <param name="KernelChange">Relative change from the start.</param>
/// <param name="KernelDistance">Distance to the start.</param>
/// <param name="TargetAlignment">Alignment with the targets.</param>
/// <param name="TargetCka">Centred alignment with the targets.</param>
public sealed record ScalingRow(
    string Key,
    RunStatus Status,
    string DataSet,
    string Model,
    string Parametrisation,
    int Width,
    int Depth,
    int Samples,
    double Rate,
    long Seed,
    long Parameters,
    long ParametersWithoutReadout,
    double Flop,
    double FlopWithoutReadout,
    double Seconds,
    string Version,
    int Step,
    double TrainLoss,
    double TestLoss,
    double TestAccuracy,
    double KernelTrace,
    double KernelEntropy,
    double KernelParticipation,
    double KernelSelfEntropy,
    double KernelChange,
    double KernelDistance,
    double TargetAlignment,
    double TargetCka
)
{
    internal static IEnumerable<ScalingRow> Of(RunResult run) =>
        run.Measurements.Select(m => new ScalingRow(
            run.Key,
            run.Status,
            run.Spec.DataSet,
            run.Spec.Model,
            run.Spec.Parametrisation,
            run.Spec.Width,
            run.Spec.Depth,
            run.Spec.Samples,
            run.Spec.Rate,
            run.Spec.Seed,
            run.Parameters,
            run.ParametersWithoutReadout,
            run.Flop,
            run.FlopWithoutReadout,
            run.Seconds,
            run.Version,
            m.Step,
            m.TrainLoss,
            m.TestLoss,
            m.TestAccuracy,
            m.KernelTrace,
            m.KernelEntropy,
            m.KernelParticipation,
            m.KernelSelfEntropy,
            m.KernelChange,
            m.KernelDistance,
            m.TargetAlignment,
            m.TargetCka
        ));
}
