using static TorchSharp.torch;

namespace MlPhys.Curvature.Chains;

/// <summary>The product with a single tangent: as <see cref="ChainProducts"/>, with sums taken inside the matrix products.</summary>
internal static class ChainProduct
{
    /// <param name="chain">The network.</param>
    /// <param name="state">The batch.</param>
    /// <param name="vector">The tangent [P].</param>
    /// <param name="curvature">What the outputs' tangents [1, N, K] are mapped to on the way back.</param>
    /// <param name="gaussNewton">Whether the curvature of the network itself is left out.</param>
    /// <returns>[P].</returns>
    public static Tensor Multiply(
        DenseChain chain,
        ChainState state,
        Tensor vector,
        Func<ChainState, Tensor, Tensor> curvature,
        bool gaussNewton
    )
    {
        var layers = state.Weights.Length;
        var (tangents, pre) = (new Tensor?[layers], new Tensor[layers]);
        Tensor? tangent = null;
        for (var l = 0; l < layers; l++)
        {
            tangents[l] = tangent;
            var z = state.Inputs[l].mm(Weights(chain, vector, l).t());
            if (tangent is not null)
                z.addmm_(tangent, state.Weights[l].t());
            if (chain.Stages[l].Dense.Bias is { } bias)
                z.add_(vector.narrow(0, bias.Offset, bias.Length));
            pre[l] = z;
            tangent = state.First[l] is { } first ? z * first : z;
        }
        var signal = curvature(state, tangent!.unsqueeze(0)).squeeze(0);
        var result = empty(chain.Parameters.Length, vector.dtype);
        for (var l = layers - 1; l >= 0; l--)
        {
            var delta = state.First[l] is { } first ? signal * first : signal;
            if (!gaussNewton && state.Second[l] is { } second)
                delta = delta + second * pre[l];
            var part = Weights(chain, result, l);
            part.addmm_(delta.t(), state.Inputs[l], beta: 0);
            if (!gaussNewton && tangents[l] is { } arriving)
                part.addmm_(state.Signals[l].t(), arriving);
            if (chain.Stages[l].Dense.Bias is { } bias)
                result.narrow(0, bias.Offset, bias.Length).copy_(delta.sum([0L]));
            if (l == 0)
                break;
            signal = delta.mm(state.Weights[l]);
            if (!gaussNewton)
                signal.addmm_(state.Signals[l], Weights(chain, vector, l));
        }
        return result;
    }

    private static Tensor Weights(DenseChain chain, Tensor flat, int l)
    {
        var slice = chain.Stages[l].Dense.Weight;
        return flat.narrow(0, slice.Offset, slice.Length).view(slice.Shape[0], slice.Shape[1]);
    }
}
