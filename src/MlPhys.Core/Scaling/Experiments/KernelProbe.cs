using MlPhys.Curvature.Kernels;
using MlPhys.Training;
using static TorchSharp.torch;

namespace MlPhys.Scaling.Experiments;

/// <summary>Follows the tangent kernel, traced over outputs, of a network on a fixed set of samples.</summary>
internal sealed class KernelProbe
{
    private readonly float[,] inputs;
    private readonly double[,] targets;
    private readonly long[] extents;
    private readonly double[,] start;

    /// <summary>Takes up the kernel at the start.</summary>
    /// <param name="fresh">The run before its first step.</param>
    /// <param name="samples">The probe.</param>
    /// <param name="extents">Shape of one input, as the network takes it.</param>
    public KernelProbe(ITrainingRun fresh, TrainingData samples, long[] extents)
    {
        inputs = samples.ToInputs();
        this.extents = [samples.Samples, .. extents];
        var rows = samples.ToTargets();
        var wide = new double[samples.Samples, samples.Outputs];
        for (var n = 0; n < samples.Samples; n++)
        for (var k = 0; k < samples.Outputs; k++)
            wide[n, k] = rows[n, k];
        targets = KernelMatrix.OfTargets(wide);
        start = Kernel(fresh).Values;
    }

    /// <summary>
    /// The measurement with the kernel's numbers filled in. A kernel that left the numbers, as before a divergence, fills in none, and none does where
    /// all rectified units are silent, now or at the start: narrow networks may be born so.
    /// </summary>
    public RunMeasurement Follow(ITrainingRun run, RunMeasurement measurement)
    {
        var kernel = Kernel(run);
        if (!kernel.Values.Cast<double>().All(double.IsFinite) || IsZero(kernel.Values) || IsZero(start))
            return measurement;
        var observed = kernel.Observables();
        return measurement with
        {
            KernelTrace = observed.MeanEigenvalue,
            KernelEntropy = observed.Entropy,
            KernelParticipation = observed.ParticipationRatio,
            KernelSelfEntropy = observed.SelfEntropy,
            KernelChange = KernelMatrix.RelativeChange(kernel.Values, start),
            KernelDistance = KernelMatrix.Distance(kernel.Values, start),
            TargetAlignment = KernelMatrix.Alignment(kernel.Values, targets),
            TargetCka = KernelMatrix.CentredAlignment(kernel.Values, targets),
        };
    }

    private static bool IsZero(double[,] kernel) => kernel.Cast<double>().All(value => value == 0);

    private TangentKernel Kernel(ITrainingRun run)
    {
        using var scope = NewDisposeScope();
        using var x = from_array(inputs).reshape(extents);
        return EmpiricalKernel.Of(run.ToModule()).WithRates(run.KernelRate).Trace(x);
    }
}
