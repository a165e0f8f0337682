using static TorchSharp.torch;

namespace MlPhys.Curvature.Chains;

/// <summary>The product with a single tangent: as <see cref="ChainBlockProduct"/>, with the tangent read and the product written in place.</summary>
internal sealed class ChainProduct(DenseChain chain, ChainState state, ChainCurvature curvature)
{
    private readonly Tensor?[] tangents = new Tensor?[state.Weights.Length];
    private readonly Tensor[] pre = new Tensor[state.Weights.Length];

    /// <summary>Writes the product of a tangent [P] into another [P].</summary>
    public void Multiply(Tensor vector, Tensor result)
    {
        using var scope = NewDisposeScope();
        var signal = curvature.OfOutputs(state, Forward(vector).unsqueeze(0)).squeeze(0);
        for (var l = state.Weights.Length - 1; l >= 0; l--)
        {
            using var inner = NewDisposeScope();
            var delta = state.First[l] is { } first ? signal.mul_(first) : signal;
            if (curvature.Bends(state, l) is { } second)
                delta.addcmul_(second, pre[l], 1);
            var part = Weights(result, l);
            part.addmm_(delta.t(), state.Inputs[l], beta: 0);
            if (!curvature.GaussNewton && tangents[l] is { } arriving)
                part.addmm_(state.Signals[l].t(), arriving);
            if (chain.Stages[l].Dense.Bias is { } bias)
                result.narrow(0, bias.Offset, bias.Length).copy_(delta.sum([0L]));
            if (l == 0)
                break;
            var below = delta.mm(state.Weights[l]);
            if (!curvature.GaussNewton)
                below.addmm_(state.Signals[l], Weights(vector, l));
            signal = below.MoveToOuterDisposeScope();
        }
    }

    private Tensor Forward(Tensor vector)
    {
        Tensor? tangent = null;
        for (var l = 0; l < tangents.Length; l++)
        {
            tangents[l] = tangent;
            var weights = Weights(vector, l).t();
            var z = chain.Stages[l].Dense.Bias is { } bias
                ? addmm(vector.narrow(0, bias.Offset, bias.Length), state.Inputs[l], weights)
                : state.Inputs[l].mm(weights);
            if (tangent is not null)
                z.addmm_(tangent, state.Weights[l].t());
            pre[l] = z;
            tangent =
                state.First[l] is not { } first ? z
                : curvature.Bends(state, l) is null ? z.mul_(first)
                : z * first;
        }
        return tangent!;
    }

    private Tensor Weights(Tensor flat, int l)
    {
        var slice = chain.Stages[l].Dense.Weight;
        return flat.narrow(0, slice.Offset, slice.Length).view(slice.Shape[0], slice.Shape[1]);
    }
}
