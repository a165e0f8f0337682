using System.Collections.Immutable;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Kernels;

/// <summary>The factors of a block of samples: for each group of parameters, those of all its calls.</summary>
/// <param name="Samples">Samples in the block.</param>
/// <param name="Outputs">Outputs of the network.</param>
/// <param name="Type">Element type.</param>
/// <param name="Factors">[group][call]; every block of one network has the same groups and calls.</param>
internal sealed record KernelBlock(
    int Samples,
    int Outputs,
    ScalarType Type,
    ImmutableArray<ImmutableArray<IKernelFactor>> Factors
) : IDisposable
{
    /// <summary>Memory of the factors.</summary>
    public long Bytes => Tensors.Sum(t => t.numel() * t.element_size());

    private IEnumerable<Tensor> Tensors => Factors.SelectMany(group => group).SelectMany(factor => factor.Tensors);

    public void Dispose()
    {
        foreach (var held in Tensors)
            held.Dispose();
    }

    /// <summary>Keeps the factors beyond the scope in which they were made.</summary>
    public KernelBlock Kept()
    {
        foreach (var held in Tensors)
            held.DetachFromDisposeScope();
        return this;
    }

    /// <summary>[outputs, samples, outputs, samples'].</summary>
    public Tensor Full(KernelBlock other) =>
        Contract(other, [Outputs, Samples, Outputs, other.Samples], (a, b, sum) => a.AddFull(b, sum));

    /// <summary>[samples, samples'].</summary>
    public Tensor Trace(KernelBlock other) =>
        Contract(other, [Samples, other.Samples], (a, b, sum) => a.AddTrace(b, sum));

    /// <summary>[outputs, samples].</summary>
    public Tensor Diagonal() => Contract(this, [Outputs, Samples], (a, b, sum) => a.AddDiagonal(b, sum));

    private Tensor Contract(KernelBlock other, long[] shape, Action<IKernelFactor, IKernelFactor, Tensor> add)
    {
        var sum = zeros(shape, Type);
        foreach (var (mine, theirs) in Factors.Zip(other.Factors))
        foreach (var first in mine)
        foreach (var second in theirs)
            add(first, second, sum);
        return sum;
    }
}
