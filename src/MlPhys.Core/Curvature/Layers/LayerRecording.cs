using System.Collections.Immutable;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Layers;

/// <summary>A forward pass with what each layer received and returned; the tensors live until it is disposed.</summary>
/// <remarks>Gradients with respect to <see cref="LayerCall.Output"/> can be taken: <c>autograd.grad([loss], [call.Output])</c>.</remarks>
public sealed class LayerRecording : IDisposable
{
    private LayerRecording(Tensor input, Tensor output, ImmutableArray<LayerCall> calls) =>
        (Input, Output, Calls) = (input, output, calls);

    /// <summary>The network's input.</summary>
    public Tensor Input { get; }

    /// <summary>The network's output.</summary>
    public Tensor Output { get; }

    /// <summary>The layers' calls in the order in which they happened.</summary>
    public ImmutableArray<LayerCall> Calls { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var call in Calls)
        {
            call.Input.Dispose();
            call.Output.Dispose();
        }
        Output.Dispose();
        Input.Dispose();
    }

    internal static LayerRecording Of(NetworkStructure structure, Tensor input)
    {
        var calls = ImmutableArray.CreateBuilder<LayerCall>();
        var watches = structure.Layers.SelectMany(layer => Watch(layer, calls)).ToArray();
        try
        {
            var own = input.alias().DetachFromDisposeScope();
            var output = structure.Module.call(own).alias().DetachFromDisposeScope();
            return new LayerRecording(own, output, calls.ToImmutable());
        }
        finally
        {
            foreach (var watch in watches)
                watch.remove();
        }
    }

    private static IEnumerable<nn.HookableModule<
        Func<nn.Module<Tensor, Tensor>, Tensor, Tensor>,
        Func<nn.Module<Tensor, Tensor>, Tensor, Tensor, Tensor>
    >.HookRemover> Watch(NetworkLayer layer, ImmutableArray<LayerCall>.Builder calls)
    {
        if (layer.Module is not nn.Module<Tensor, Tensor> module)
            yield break;
        // Callers dispose what they handed in or got back, so the layer sees and returns aliases of what is kept.
        Tensor? received = null;
        yield return module.register_forward_pre_hook(
            (_, input) =>
            {
                received = input.alias().DetachFromDisposeScope();
                return OverwritesInput(module) ? received.clone() : received;
            }
        );
        yield return module.register_forward_hook(
            (_, _, output) =>
            {
                calls.Add(new LayerCall(layer, received!, output.DetachFromDisposeScope()));
                return output.alias();
            }
        );
    }

    private static bool OverwritesInput(nn.Module module) =>
        module switch
        {
            ReLU { inplace: true } or LeakyReLU { inplace: true } or ReLU6 { inplace: true } => true,
            _ => false,
        };
}
