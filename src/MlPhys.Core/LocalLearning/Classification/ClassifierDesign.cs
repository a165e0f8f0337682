using System.Globalization;
using System.Text.Json.Serialization;

namespace MlPhys.LocalLearning;

/// <summary>All settings of a classifier that its results depend on.</summary>
internal sealed record ClassifierDesign
{
    public int Inputs { get; init; }

    public int Classes { get; init; }

    /// <summary>Channels, height and width where the inputs are images; else 1, 1 and their number.</summary>
    public int[] Shape { get; init; } = [1, 1, 1];

    /// <summary>Mean of the training inputs, subtracted from all.</summary>
    public double Mean { get; init; }

    /// <summary>Standard deviation of the training inputs, by which all are divided.</summary>
    public double Deviation { get; init; } = 1;

    /// <summary>Neurons of each hidden layer; empty: readout only.</summary>
    public int[] Hidden { get; init; } = [100];

    public NeuronRecord Neuron { get; init; } = NeuronRecord.Of(NeuronModel.Trivariate);

    public GoalRecord HiddenGoal { get; init; } = GoalRecord.Of(Goals.Trivariate.Heuristic);

    public GoalRecord OutputGoal { get; init; } = GoalRecord.Of(Goals.Output);

    /// <summary>Lateral partners of each hidden neuron; 0: all others.</summary>
    public int LateralPartners { get; init; }

    /// <summary>Whether the context of the hidden neurons is the output of the network, not the label.</summary>
    public bool HasFeedback { get; init; }

    /// <summary>Whether the hidden layers stay as they are drawn.</summary>
    public bool IsHiddenFixed { get; init; }

    /// <summary>Whether the outputs of hidden neurons are drawn; else each gives the more probable one.</summary>
    public bool IsHiddenSampled { get; init; } = true;

    /// <summary>Passes over a batch; the last one is learned from.</summary>
    public int Passes { get; init; } = 2;

    public int BatchSize { get; init; } = 1024;

    /// <summary>The architecture in words.</summary>
    [JsonIgnore]
    public string Summary =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Inputs} inputs, {(Hidden.Length > 0 ? string.Join(" + ", Hidden) + $" hidden neurons ({HiddenGoal.Name})" : "no hidden neuron")}, {Classes} classes"
        );

    /// <summary>Samples that a batch must have more than: with as many bins on an axis none need be filled twice.</summary>
    [JsonIgnore]
    public int LargestBinCount => Math.Max(Neuron.Bins.Max(b => b.Bins), NeuronModel.Output.Bins.Max(b => b.Bins));

    public double HiddenRate { get; init; } = 0.002;

    public double HiddenDecay { get; init; } = 3.5e-4;

    public double OutputRate { get; init; } = 0.003;

    public double OutputDecay { get; init; } = 1.5e-4;

    public double ValidationFraction { get; init; } = 0.2;

    public long Seed { get; init; }

    /// <summary>Epochs between two records of the atoms of every neuron; 0: none.</summary>
    public int AtomsEvery { get; init; }
}
