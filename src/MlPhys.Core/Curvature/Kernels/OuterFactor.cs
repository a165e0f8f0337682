using static TorchSharp.torch;

namespace MlPhys.Curvature.Kernels;

/// <summary>Derivatives that are outer products of an input and a back-propagated signal: a dense layer's, one position a sample.</summary>
/// <remarks>Theta[k,k'](x,x') = (a.a')(B[k].B'[k']): two matrix products in place of a Jacobian.</remarks>
/// <param name="Inputs">a with the bias's one appended, each scaled by the root of its rate [samples, fan-in + 1].</param>
/// <param name="Signals">B [outputs, samples, fan-out].</param>
internal sealed record OuterFactor(Tensor Inputs, Tensor Signals) : IKernelFactor
{
    public IEnumerable<Tensor> Tensors => [Inputs, Signals];

    public void AddFull(IKernelFactor other, Tensor sum)
    {
        using var scope = NewDisposeScope();
        var with = (OuterFactor)other;
        var gram = Signals.flatten(0, 1).mm(with.Signals.flatten(0, 1).t()).view(sum.shape);
        sum.addcmul_(gram, Inputs.mm(with.Inputs.t()).unsqueeze(1).unsqueeze(0), 1);
    }

    public void AddTrace(IKernelFactor other, Tensor sum)
    {
        using var scope = NewDisposeScope();
        var with = (OuterFactor)other;
        var gram = Flat(Signals).mm(Flat(with.Signals).t());
        sum.addcmul_(gram, Inputs.mm(with.Inputs.t()), 1);
    }

    public void AddDiagonal(IKernelFactor other, Tensor sum)
    {
        using var scope = NewDisposeScope();
        var with = (OuterFactor)other;
        sum.addcmul_((Signals * with.Signals).sum(2), (Inputs * with.Inputs).sum(1).unsqueeze(0), 1);
    }

    private static Tensor Flat(Tensor signals) => signals.transpose(0, 1).flatten(1);
}
