using MlPhys.Numerics.Random;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Objectives;

internal sealed class SquaredLoss : LossFunction
{
    public override string Name => "squared";

    public override Tensor Value(Tensor output, Tensor target) =>
        (output - target).square().sum() * (0.5 / output.shape[0]);

    public override Tensor PerSample(Tensor output, Tensor target) =>
        (output - target).square().reshape(output.shape[0], -1).sum(1) * 0.5;

    public override Tensor Gradient(Tensor output, Tensor target) => (output - target) * (1.0 / output.shape[0]);

    public override Tensor HessianProduct(Tensor output, Tensor target, Tensor tangents) =>
        tangents * (1.0 / output.shape[0]);

    public override Tensor FisherProduct(Tensor output, Tensor tangents) => tangents * (1.0 / output.shape[0]);

    public override Tensor Sample(Tensor output, RandomStream stream)
    {
        var noise = tensor(stream.Gaussians((int)output.numel())).view(output.shape);
        return output + noise.to(output.dtype);
    }
}
