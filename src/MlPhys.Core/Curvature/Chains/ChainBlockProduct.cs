using static TorchSharp.torch;

namespace MlPhys.Curvature.Chains;

/// <summary>The product with k tangents side by side, [N, k, n] in every layer, so that each step is one matrix product for all.</summary>
internal sealed class ChainBlockProduct(DenseChain chain, ChainState state, ChainCurvature curvature)
{
    private readonly long samples = state.Output.shape[0];
    private readonly Tensor?[] tangents = new Tensor?[state.Weights.Length];
    private readonly Tensor[] pre = new Tensor[state.Weights.Length];

    /// <summary>Writes the products of tangents [k, P] into others [k, P].</summary>
    public void Multiply(Tensor rows, Tensor result)
    {
        using var scope = NewDisposeScope();
        var outputs = Forward(rows).permute(1, 0, 2);
        var signal = curvature.OfOutputs(state, outputs).permute(1, 0, 2).contiguous();
        for (var l = state.Weights.Length - 1; l >= 0; l--)
        {
            using var inner = NewDisposeScope();
            var delta = state.First[l] is { } first ? signal.mul_(first.unsqueeze(1)) : signal;
            if (curvature.Bends(state, l) is { } second)
                delta.addcmul_(second.unsqueeze(1), pre[l], 1);
            Collect(l, delta, result);
            if (l > 0)
                signal = Below(l, delta, rows).MoveToOuterDisposeScope();
        }
    }

    private Tensor Forward(Tensor rows)
    {
        Tensor? tangent = null;
        for (var l = 0; l < tangents.Length; l++)
        {
            using var inner = NewDisposeScope();
            tangents[l] = tangent;
            var (n, d) = (state.Weights[l].shape[0], state.Weights[l].shape[1]);
            var z = state.Inputs[l].mm(Weights(rows, l).reshape(-1, d).t()).view(samples, -1, n);
            if (tangent is not null)
                z.view(-1, n).addmm_(tangent.view(-1, d), state.Weights[l].t());
            if (chain.Stages[l].Dense.Bias is { } bias)
                z.add_(rows.narrow(1, bias.Offset, bias.Length));
            pre[l] = z.MoveToOuterDisposeScope();
            tangent =
                state.First[l] is not { } first ? z
                : curvature.Bends(state, l) is null ? z.mul_(first.unsqueeze(1))
                : (z * first.unsqueeze(1)).MoveToOuterDisposeScope();
        }
        return tangent!;
    }

    private void Collect(int l, Tensor delta, Tensor result)
    {
        var part = Weights(result, l);
        var (n, d) = (part.shape[1], part.shape[2]);
        part.copy_(delta.view(samples, -1).t().mm(state.Inputs[l]).view(-1, n, d));
        if (!curvature.GaussNewton && tangents[l] is { } arriving)
            part.add_(state.Signals[l].t().mm(arriving.view(samples, -1)).view(n, -1, d).permute(1, 0, 2));
        if (chain.Stages[l].Dense.Bias is { } bias)
            result.narrow(1, bias.Offset, bias.Length).copy_(delta.sum([0L]));
    }

    private Tensor Below(int l, Tensor delta, Tensor rows)
    {
        var (n, d) = (state.Weights[l].shape[0], state.Weights[l].shape[1]);
        var signal = delta.view(-1, n).mm(state.Weights[l]).view(samples, -1);
        if (!curvature.GaussNewton)
            signal.addmm_(state.Signals[l], Weights(rows, l).permute(1, 0, 2).reshape(n, -1));
        return signal.view(samples, -1, d);
    }

    private Tensor Weights(Tensor rows, int l)
    {
        var slice = chain.Stages[l].Dense.Weight;
        return rows.narrow(1, slice.Offset, slice.Length).view(rows.shape[0], slice.Shape[0], slice.Shape[1]);
    }
}
