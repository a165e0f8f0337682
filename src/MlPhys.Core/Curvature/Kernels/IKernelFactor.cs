using static TorchSharp.torch;

namespace MlPhys.Curvature.Kernels;

/// <summary>The derivatives of a block of samples' outputs by one group of parameters, in a form that can be contracted with another block's.</summary>
internal interface IKernelFactor
{
    /// <summary>The tensors that it holds.</summary>
    IEnumerable<Tensor> Tensors { get; }

    /// <summary>The full block [outputs, samples, outputs, samples'] added to <paramref name="sum"/>.</summary>
    void AddFull(IKernelFactor other, Tensor sum);

    /// <summary>The block traced over outputs [samples, samples'] added to <paramref name="sum"/>.</summary>
    void AddTrace(IKernelFactor other, Tensor sum);

    /// <summary>The diagonal [outputs, samples] added to <paramref name="sum"/>; <paramref name="other"/> is of the same samples.</summary>
    void AddDiagonal(IKernelFactor other, Tensor sum);
}
