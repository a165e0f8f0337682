namespace MlPhys.Scaling.Experiments;

/// <summary>What was measured at one step of a run. Kernel numbers are NaN where no kernel was followed.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="TrainLoss">Loss on the training samples.</param>
/// <param name="TestLoss">Loss on the test samples.</param>
/// <param name="TestAccuracy">Share of test samples that are classified right.</param>
/// <param name="KernelTrace">Trace of the kernel over its size.</param>
/// <param name="KernelEntropy">Von Neumann entropy.</param>
/// <param name="KernelParticipation">Participation ratio.</param>
/// <param name="KernelSelfEntropy">Self-entropy.</param>
/// <param name="KernelChange">||K - K0|| / ||K0||.</param>
/// <param name="KernelDistance">1 - cosine between K and K0.</param>
/// <param name="TargetAlignment">Alignment with the targets.</param>
/// <param name="TargetCka">Centred alignment with the targets.</param>
public sealed record RunMeasurement(
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
);
