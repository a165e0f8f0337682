using static TorchSharp.torch;

namespace MlPhys.Curvature.Kernels;

/// <summary>Derivatives written out: one gradient for each sample and output, scaled by the root of its rate.</summary>
/// <param name="Gradients">[outputs, samples, parameters].</param>
internal sealed record GradientFactor(Tensor Gradients) : IKernelFactor
{
    public IEnumerable<Tensor> Tensors => [Gradients];

    public void AddFull(IKernelFactor other, Tensor sum)
    {
        using var scope = NewDisposeScope();
        var with = (GradientFactor)other;
        sum.add_(Gradients.flatten(0, 1).mm(with.Gradients.flatten(0, 1).t()).view(sum.shape));
    }

    public void AddTrace(IKernelFactor other, Tensor sum)
    {
        using var scope = NewDisposeScope();
        var with = (GradientFactor)other;
        sum.add_(Gradients.transpose(0, 1).flatten(1).mm(with.Gradients.transpose(0, 1).flatten(1).t()));
    }

    public void AddDiagonal(IKernelFactor other, Tensor sum)
    {
        using var scope = NewDisposeScope();
        sum.add_((Gradients * ((GradientFactor)other).Gradients).sum(2));
    }
}
