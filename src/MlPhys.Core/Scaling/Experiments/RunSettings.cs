using MlPhys.Training;

namespace MlPhys.Scaling.Experiments;

/// <summary>What all runs of a plan share.</summary>
/// <param name="Activation">Non-linearity.</param>
/// <param name="Batch">Samples in a step.</param>
/// <param name="Momentum">Momentum.</param>
/// <param name="Decay">How the rate falls; linear: one decayed run a budget.</param>
/// <param name="Loss">What is minimised.</param>
/// <param name="IsCentred">Whether outputs at the start are subtracted.</param>
/// <param name="Records">Times at which a run is measured between start and end.</param>
/// <param name="Probe">Samples on which the tangent kernel is followed; 0: none.</param>
public sealed record RunSettings(
    MlpActivation Activation = MlpActivation.Relu,
    int Batch = 64,
    double Momentum = 0,
    RateDecay Decay = RateDecay.None,
    TrainingLoss Loss = TrainingLoss.CrossEntropy,
    bool IsCentred = false,
    int Records = 0,
    int Probe = 0
)
{
    internal RunSpec Spec(
        string dataSet,
        string model,
        string parametrisation,
        int width,
        int depth,
        int samples,
        int steps,
        double rate,
        long seed
    ) =>
        new(
            dataSet,
            model,
            parametrisation,
            Activation,
            width,
            depth,
            samples,
            steps,
            rate,
            Batch,
            Momentum,
            Decay,
            Loss,
            IsCentred,
            Records,
            Probe,
            seed
        );
}
