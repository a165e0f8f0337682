using MlPhys.Information;

namespace MlPhys.LocalLearning;

/// <summary>A kind of neuron as it is stored.</summary>
internal sealed record NeuronRecord(
    string Name,
    string[] Sources,
    double Drive,
    double[] Modulation,
    bool IsAdditive,
    BinningRecord[] Bins
)
{
    public static NeuronRecord Of(NeuronModel model) =>
        new(
            model.Name,
            [.. model.Sources],
            model.Activation.Drive,
            [.. model.Activation.Modulation],
            model.Activation.IsAdditive,
            [.. model.Bins.Select(b => new BinningRecord(b.Bins, b.Low, b.High, b.IsAdaptive))]
        );

    public NeuronModel ToModel() =>
        NeuronModel.Of(
            Name,
            Sources,
            IsAdditive ? Activation.Additive : Activation.Modulated(Drive, Modulation),
            Bins.Select(b => b.IsAdaptive ? Binning.Adaptive(b.Bins) : Binning.Fixed(b.Bins, b.Low, b.High))
        );
}

/// <summary>A binning as it is stored.</summary>
internal sealed record BinningRecord(int Bins, double Low, double High, bool IsAdaptive);

/// <summary>A goal as it is stored: weights in lattice order, the residual entropy last.</summary>
internal sealed record GoalRecord(string Name, string[] Sources, double[] Weights)
{
    public static GoalRecord Of(Goal goal) => new(goal.Name, [.. goal.Sources], [.. goal.Weights, goal.ResidualWeight]);

    public Goal ToGoal() => Goal.OfWeights(Sources, Weights, Name);
}
