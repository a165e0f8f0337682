using MlPhys.Display;
using MlPhys.Figures;

namespace MlPhys.Flows;

/// <summary>A fitted flow and how it got there.</summary>
/// <param name="Flow">The flow with the best held-out loss.</param>
/// <param name="History">Every epoch.</param>
/// <param name="BestEpoch">The epoch that is kept.</param>
/// <param name="HeldOutLogLikelihood">Mean log-density of the held-out samples, in nats.</param>
/// <param name="HeldOutStandardError">Its standard error, for independent samples.</param>
public sealed record TrainedFlow(
    Flow Flow,
    IReadOnlyList<FitEpoch> History,
    int BestEpoch,
    [property: Unit("nats")] double HeldOutLogLikelihood,
    [property: Unit("nats")] double HeldOutStandardError
)
{
    /// <summary>Loss on training and held-out samples over the epochs.</summary>
    public Figure Figure()
    {
        double[] epochs = [.. History.Select(row => (double)row.Epoch)];
        return Figures
            .Figure.Titled("Training of the flow")
            .WithXAxis("epoch")
            .WithYAxis("loss (nats)")
            .WithLine(epochs, History.Select(row => row.Loss), "training")
            .WithLine(epochs, History.Select(row => row.HeldOutLoss), "held out");
    }

    internal static TrainedFlow Of(Flow flow, List<FitEpoch> history, int bestEpoch, double[,] heldOut)
    {
        var density = flow.LogDensity(heldOut);
        var mean = density.Average();
        var variance = density.Average(d => (d - mean) * (d - mean));
        return new TrainedFlow(flow, [.. history], bestEpoch, mean, Math.Sqrt(variance / density.Length));
    }
}
