using System.Collections.Immutable;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Layers;

/// <summary>A user's module as a list of known layers, with the places of their parameters in the flat parameter vector.</summary>
public sealed class NetworkStructure
{
    private NetworkStructure(nn.Module<Tensor, Tensor> module, ParameterVector parameters)
    {
        (Module, Parameters) = (module, parameters);
        var layers = ImmutableArray.CreateBuilder<NetworkLayer>();
        Walk("", module, layers);
        Layers = layers.ToImmutable();
        var claimed = Layers.SelectMany(layer => layer.Parameters).ToHashSet();
        Unclaimed = [.. parameters.Slices.Where(slice => !claimed.Contains(slice))];
    }

    /// <summary>The module.</summary>
    public nn.Module<Tensor, Tensor> Module { get; }

    /// <summary>Its parameters as one vector.</summary>
    public ParameterVector Parameters { get; }

    /// <summary>The layers in the order of registration; a layer that the module holds twice stands once.</summary>
    public ImmutableArray<NetworkLayer> Layers { get; }

    /// <summary>Layers whose structure is not known.</summary>
    public IEnumerable<UnknownLayer> Unknown => Layers.OfType<UnknownLayer>();

    /// <summary>Parameters that belong to no layer in the list, such as those that a module of the user's holds itself.</summary>
    public ImmutableArray<ParameterSlice> Unclaimed { get; }

    /// <summary>Reads a module.</summary>
    /// <param name="module">A <c>Sequential</c>, or a module of the user's that is built of known layers.</param>
    /// <exception cref="ArgumentException">No trainable parameters, mixed types, or a weight that is not finite.</exception>
    public static NetworkStructure Of(nn.Module<Tensor, Tensor> module) => new(module, ParameterVector.Of(module));

    /// <summary>Runs the module and keeps what each layer received and returned.</summary>
    /// <param name="input">A batch.</param>
    /// <returns>The calls in the order in which they happened, with autograd's graph unless gradients are off.</returns>
    public LayerRecording Record(Tensor input) => LayerRecording.Of(this, input);

    private void Walk(string name, nn.Module module, ImmutableArray<NetworkLayer>.Builder layers)
    {
        if (layers.Any(layer => ReferenceEquals(layer.Module, module)))
            return;
        if (LayerReader.Read(name, module, Parameters) is { } layer)
        {
            layers.Add(layer);
            return;
        }
        foreach (var (childName, child) in module.named_children())
            Walk(name.Length == 0 ? childName : $"{name}.{childName}", child, layers);
    }
}
