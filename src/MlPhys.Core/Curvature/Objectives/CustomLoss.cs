using static TorchSharp.torch;

namespace MlPhys.Curvature.Objectives;

internal sealed class CustomLoss(Func<Tensor, Tensor, Tensor> loss) : LossFunction
{
    public override string Name => "custom";

    public override Tensor Value(Tensor output, Tensor target)
    {
        var value = loss(output, target);
        return value.numel() == 1
            ? value.reshape([])
            : throw new ArgumentException(
                $"the loss has shape [{string.Join(", ", value.shape)}]; a scalar is needed",
                nameof(loss)
            );
    }

    public override Tensor PerSample(Tensor output, Tensor target) =>
        stack(
            [
                .. Enumerable
                    .Range(0, (int)output.shape[0])
                    .Select(i => Value(output.narrow(0, i, 1), target.narrow(0, i, 1))),
            ],
            0
        );

    public override Tensor Gradient(Tensor output, Tensor target)
    {
        using var tracked = enable_grad();
        var leaf = output.detach().requires_grad_();
        return autograd.grad([Value(leaf, target)], [leaf])[0];
    }

    public override Tensor HessianProduct(Tensor output, Tensor target, Tensor tangents)
    {
        using var tracked = enable_grad();
        var leaf = output.detach().requires_grad_();
        var gradient = autograd.grad([Value(leaf, target)], [leaf], create_graph: true)[0];
        if (!gradient.requires_grad)
            return zeros_like(tangents);
        return stack(
            [
                .. Enumerable
                    .Range(0, (int)tangents.shape[0])
                    .Select(i =>
                        autograd.grad([gradient], [leaf], [tangents[i]], retain_graph: true, allow_unused: true)[0]
                    )
                    .Select(row => row.IsInvalid ? zeros_like(output) : row),
            ],
            0
        );
    }
}
