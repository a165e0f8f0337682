using System.Collections.Immutable;
using MlPhys.Curvature.Layers;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Chains;

/// <summary>A multilayer perceptron: dense layers in a row with activations between them and nothing else.</summary>
internal sealed record DenseChain(NetworkStructure Structure, ImmutableArray<ChainStage> Stages)
{
    public ParameterVector Parameters => Structure.Parameters;

    /// <summary>The network as a chain; null where it is anything else.</summary>
    /// <param name="structure">The network.</param>
    /// <param name="probe">A few inputs, on which what flows between the layers is seen.</param>
    public static DenseChain? TryOf(NetworkStructure structure, Tensor probe)
    {
        if (
            structure.Unclaimed.Length > 0
            || structure.Layers.Any(l => l is not (DenseLayer or ActivationLayer or ReshapeLayer))
        )
            return null;
        using var untracked = no_grad();
        using var recording = structure.Record(probe);
        if (recording.Calls.Length != structure.Layers.Length || !IsInARow(recording))
            return null;
        var stages = ImmutableArray.CreateBuilder<ChainStage>();
        foreach (var call in recording.Calls)
            switch (call.Layer)
            {
                case DenseLayer when call.Input.dim() != 2:
                    return null;
                case DenseLayer dense:
                    stages.Add(new ChainStage(dense, null));
                    break;
                case ActivationLayer when stages.Count == 0 || stages[^1].Activation is not null:
                    return null;
                case ActivationLayer activation:
                    stages[^1] = stages[^1] with { Activation = activation };
                    break;
            }
        return recording.Output.dim() == 2 ? new DenseChain(structure, stages.ToImmutable()) : null;
    }

    private static bool IsInARow(LayerRecording recording)
    {
        var current = recording.Input;
        foreach (var call in recording.Calls)
        {
            if (!SameEntries(current, call.Input))
                return false;
            current = call.Output;
        }
        return SameEntries(current, recording.Output);
    }

    private static bool SameEntries(Tensor a, Tensor b)
    {
        using var scope = NewDisposeScope();
        return a.numel() == b.numel() && a.dtype == b.dtype && a.reshape(-1).eq(b.reshape(-1)).all().item<bool>();
    }
}
