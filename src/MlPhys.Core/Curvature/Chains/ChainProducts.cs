using MlPhys.Curvature.Objectives;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Chains;

/// <summary>Products of a batch's Hessian or Gauss-Newton matrix with stacked tangents, by matrix products alone.</summary>
/// <remarks>The R-operator of Pearlmutter, Neural Comput. 6, 147 (1994), with k tangents side by side.</remarks>
internal sealed class ChainProducts(DenseChain chain, LossFunction loss)
{
    /// <summary>What the outputs' tangents are mapped to on the way back: the Hessian of the loss, or the Fisher information.</summary>
    public Func<ChainState, Tensor, Tensor> OutputCurvature { get; init; } =
        (state, tangents) => loss.HessianProduct(state.Output, state.Target, tangents);

    /// <summary>Whether the curvature of the network itself is left out.</summary>
    public bool GaussNewton { get; init; }

    /// <summary>The product with tangents.</summary>
    /// <param name="state">The batch.</param>
    /// <param name="rows">[k, P].</param>
    /// <returns>[k, P].</returns>
    public Tensor Multiply(ChainState state, Tensor rows)
    {
        var layers = state.Weights.Length;
        var count = rows.shape[0];
        if (count == 1)
            return ChainProduct.Multiply(chain, state, rows[0], OutputCurvature, GaussNewton).unsqueeze(0);
        var (tangents, pre) = (new Tensor?[layers], new Tensor[layers]);
        var outputs = Forward(state, rows, tangents, pre);
        var signal = OutputCurvature(state, outputs);
        var result = empty(count, chain.Parameters.Length, rows.dtype);
        for (var l = layers - 1; l >= 0; l--)
        {
            var delta = state.First[l] is { } first ? signal * first : signal;
            if (!GaussNewton && state.Second[l] is { } second)
                delta = delta + second * pre[l];
            Collect(state, l, delta, tangents[l], result);
            if (l == 0)
                break;
            signal = TimesShared(delta, state.Weights[l]);
            if (!GaussNewton)
                signal.add_(state.Signals[l].matmul(WeightTangent(rows, l)));
        }
        return result;
    }

    /// <summary>Tangents of the outputs: the Jacobian times parameter tangents.</summary>
    /// <returns>[k, N, K].</returns>
    private Tensor Forward(ChainState state, Tensor rows, Tensor?[] tangents, Tensor[] pre)
    {
        Tensor? tangent = null;
        for (var l = 0; l < state.Weights.Length; l++)
        {
            tangents[l] = tangent;
            var z = state.Inputs[l].matmul(WeightTangent(rows, l).transpose(1, 2));
            if (tangent is not null)
                z = z.add_(TimesShared(tangent, state.Weights[l].t()));
            if (chain.Stages[l].Dense.Bias is { } bias)
                z = z.add_(rows.narrow(1, bias.Offset, bias.Length).unsqueeze(1));
            pre[l] = z;
            tangent = state.First[l] is { } first ? z * first : z;
        }
        return tangent!;
    }

    private void Collect(ChainState state, int l, Tensor delta, Tensor? tangent, Tensor result)
    {
        var (weight, bias) = (chain.Stages[l].Dense.Weight, chain.Stages[l].Dense.Bias);
        var part = delta.transpose(1, 2).matmul(state.Inputs[l]);
        if (!GaussNewton && tangent is not null)
            part = part.add_(state.Signals[l].t().matmul(tangent));
        result.narrow(1, weight.Offset, weight.Length).copy_(part.reshape(result.shape[0], -1));
        if (bias is not null)
            result.narrow(1, bias.Offset, bias.Length).copy_(delta.sum(1));
    }

    private Tensor WeightTangent(Tensor rows, int l)
    {
        var slice = chain.Stages[l].Dense.Weight;
        return rows.narrow(1, slice.Offset, slice.Length).view(rows.shape[0], slice.Shape[0], slice.Shape[1]);
    }

    /// <summary>All tangents in one product: [k, N, d] times [d, n].</summary>
    private static Tensor TimesShared(Tensor block, Tensor matrix) =>
        block.reshape(-1, block.shape[2]).mm(matrix).view(block.shape[0], block.shape[1], matrix.shape[1]);
}
