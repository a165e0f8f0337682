using static TorchSharp.torch;

namespace MlPhys.Curvature.Chains;

/// <summary>Products of a batch's Hessian or Gauss-Newton matrix with stacked tangents, by matrix products alone.</summary>
/// <remarks>The R-operator of Pearlmutter, Neural Comput. 6, 147 (1994).</remarks>
internal sealed class ChainProducts(DenseChain chain, ChainCurvature curvature)
{
    /// <summary>Bytes that a layer's tangents may take: beyond a core's own cache it costs more to move them than one product for all gains.</summary>
    private const long LayerBytes = 1 << 19;

    /// <summary>The product with tangents.</summary>
    /// <param name="state">The batch.</param>
    /// <param name="rows">[k, P].</param>
    /// <returns>[k, P].</returns>
    public Tensor Multiply(ChainState state, Tensor rows)
    {
        rows = rows.contiguous();
        var result = empty(rows.shape, rows.dtype);
        var (count, together) = (rows.shape[0], Together(state, rows));
        for (var start = 0L; start < count; start += together)
            if (Math.Min(together, count - start) is var size and > 1)
                new ChainBlockProduct(chain, state, curvature).Multiply(
                    rows.narrow(0, start, size),
                    result.narrow(0, start, size)
                );
            else
                new ChainProduct(chain, state, curvature).Multiply(rows[start], result[start]);
        return result;
    }

    /// <summary>Equal parts as few as the limit allows.</summary>
    private static long Together(ChainState state, Tensor rows)
    {
        var widest = state.Weights.Max(w => w.shape[0]);
        var most = Math.Max(1, LayerBytes / (state.Output.shape[0] * widest * rows.element_size()));
        var parts = (rows.shape[0] + most - 1) / most;
        return (rows.shape[0] + parts - 1) / parts;
    }
}
