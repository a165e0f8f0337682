using MlPhys.Numerics.Random;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Objectives;

internal sealed class CrossEntropyLoss : LossFunction
{
    public override string Name => "cross-entropy";

    public override bool IgnoresCommonShift => true;

    public override Tensor Value(Tensor output, Tensor target) => PerSample(output, target).mean();

    public override Tensor PerSample(Tensor output, Tensor target) =>
        output.logsumexp(1) - output.gather(1, target.unsqueeze(1)).squeeze(1);

    public override Tensor Gradient(Tensor output, Tensor target)
    {
        var gradient = output.softmax(1);
        using var one = ones(target.shape[0], 1, output.dtype);
        return gradient.scatter_add_(1, target.unsqueeze(1), -one).mul_(1.0 / output.shape[0]);
    }

    public override Tensor HessianProduct(Tensor output, Tensor target, Tensor tangents) =>
        FisherProduct(output, tangents);

    public override Tensor FisherProduct(Tensor output, Tensor tangents)
    {
        var probabilities = output.softmax(1);
        var weighted = probabilities * tangents;
        return weighted.sub_(probabilities * weighted.sum(-1, keepdim: true)).mul_(1.0 / output.shape[0]);
    }

    public override Tensor Sample(Tensor output, RandomStream stream)
    {
        var uniform = tensor(Enumerable.Range(0, (int)output.shape[0]).Select(_ => stream.Uniform()).ToArray());
        var cumulative = output.to(ScalarType.Float64).softmax(1).cumsum(1);
        return (cumulative < uniform.unsqueeze(1)).sum(1).clamp(0, output.shape[1] - 1).to(ScalarType.Int64);
    }
}
