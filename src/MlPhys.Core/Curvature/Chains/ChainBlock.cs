using MlPhys.Curvature.Layers;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Chains;

/// <summary>The block between two dense layers of a matrix U whose U + U^T is the Hessian.</summary>
internal sealed class ChainBlock(Tensor half, DenseLayer first, DenseLayer second, bool same)
{
    private readonly long inputs = first.Weight.Shape[1];
    private readonly long otherInputs = second.Weight.Shape[1];

    /// <summary>Adds the rows of neuron i of the first layer: between a layer and itself only what is not mirrored.</summary>
    /// <param name="i">The neuron.</param>
    /// <param name="left">What the first layer receives, with ones for a bias [d + 1, N].</param>
    /// <param name="mixed">d delta_m / d z_l [N, n_m, n_l].</param>
    /// <param name="right">What the second layer receives, with ones for a bias [N, d_m + 1].</param>
    /// <param name="arriving">d a_m / d z_l [N, d_m, n_l]; null: none.</param>
    /// <param name="signal">delta_m [N, n_m].</param>
    public void Add(int i, Tensor left, Tensor mixed, Tensor right, Tensor? arriving, Tensor signal)
    {
        using var scope = NewDisposeScope();
        var start = same ? i : 0;
        var neurons = mixed.shape[1] - start;
        var factor = mixed.select(2, i).narrow(1, start, neurons).unsqueeze(2) * right.unsqueeze(1);
        if (arriving is not null)
            factor.narrow(2, 0, otherInputs).addcmul_(signal.unsqueeze(2), arriving.select(2, i).unsqueeze(1), 1);
        var block = left.mm(factor.view(factor.shape[0], -1)).view(left.shape[0], neurons, right.shape[1]);
        if (same)
            block.select(1, 0).mul_(0.5);
        Scatter(i, start, neurons, block);
    }

    private void Scatter(int i, int start, long neurons, Tensor block)
    {
        var weights = half.narrow(0, first.Weight.Offset + i * inputs, inputs);
        var toWeights = second.Weight.Offset + start * otherInputs;
        var fromWeights = block.narrow(0, 0, inputs);
        weights
            .narrow(1, toWeights, neurons * otherInputs)
            .add_(fromWeights.narrow(2, 0, otherInputs).reshape(inputs, -1));
        if (second.Bias is { } otherBias)
            weights.narrow(1, otherBias.Offset + start, neurons).add_(fromWeights.select(2, otherInputs));
        if (first.Bias is not { } bias)
            return;
        var row = half[bias.Offset + i];
        var fromBias = block.select(0, inputs);
        row.narrow(0, toWeights, neurons * otherInputs).add_(fromBias.narrow(1, 0, otherInputs).reshape(-1));
        if (second.Bias is { } lastBias)
            row.narrow(0, lastBias.Offset + start, neurons).add_(fromBias.select(1, otherInputs));
    }
}
