using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>The part of T*T between the features that a layer reads and those that it writes: A to -W A W^T, in the spaces' eigenbases.</summary>
internal sealed class MixingCoupling(int writer, int reader, Tensor left, Tensor right)
{
    public int Writer => writer;

    public int Reader => reader;

    /// <summary>The layer's matrices [places, n_t, n_s] turned into the bases.</summary>
    public static MixingCoupling Of(
        int writer,
        int reader,
        MatrixView view,
        Tensor parameters,
        MixingEigenbasis[] bases
    )
    {
        using var scope = NewDisposeScope();
        var (t, s) = (bases[writer], bases[reader]);
        var matrices = parameters
            .narrow(0, view.Slice.Offset, view.Slice.Length)
            .view(view.Shape[0], view.Shape[1], -1)
            .permute(2, 0, 1);
        var left = t.Left.t().matmul(matrices).matmul(s.Left).contiguous();
        var right = s.Right.t().matmul(matrices.transpose(1, 2)).matmul(t.Right).contiguous();
        return new MixingCoupling(writer, reader, left.DetachFromDisposeScope(), right.DetachFromDisposeScope());
    }

    /// <summary>Adds a multiple of the coupling's action on the reader's coefficients to the writer's.</summary>
    public void AddUp(Tensor coefficients, Tensor sum, float factor)
    {
        for (var r = 0; r < left.shape[0]; r++)
            sum.addmm_(left[r].mm(coefficients), right[r], alpha: -factor);
    }

    /// <summary>Adds a multiple of the transposed action on the writer's coefficients to the reader's.</summary>
    public void AddDown(Tensor coefficients, Tensor sum, float factor)
    {
        for (var r = 0; r < left.shape[0]; r++)
            sum.addmm_(left[r].t().mm(coefficients), right[r].t(), alpha: -factor);
    }
}
