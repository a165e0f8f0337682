using MlPhys.Curvature.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Chains;

/// <summary>A dense layer and the activation after it.</summary>
internal sealed record ChainStage(DenseLayer Dense, ActivationLayer? Activation)
{
    public Linear Module => (Linear)Dense.Module;

    /// <summary>The activation's values with its first and, unless it is piecewise linear, second derivatives.</summary>
    public (Tensor Value, Tensor? First, Tensor? Second) Activate(Tensor z)
    {
        if (Activation is null)
            return (z, null, null);
        using var tracked = enable_grad();
        var leaf = z.detach().requires_grad_();
        var value = ((nn.Module<Tensor, Tensor>)Activation.Module).call(leaf.clone());
        var curved = Activation.Kind == ActivationKind.General;
        var first = autograd.grad([value.sum()], [leaf], create_graph: curved)[0];
        var second = curved ? autograd.grad([first.sum()], [leaf])[0] : null;
        return (value.detach(), first.detach(), second);
    }
}
