using MlPhys.Curvature.Layers;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Kernels;

/// <summary>Jacobians by one backward pass for each sample and output: slow, and independent of what is known about layers.</summary>
internal static class ExplicitJacobian
{
    /// <summary>df_k(x_i)/dp times the root of p's rate: [samples x outputs, parameters], sample-major, in double precision.</summary>
    public static Tensor Of(nn.Module<Tensor, Tensor> network, KernelRates rates, Tensor x)
    {
        using var scope = NewDisposeScope();
        var parameters = ParameterVector.Of(network);
        Tensor[] tensors = [.. parameters.Parameters];
        var rows = new List<Tensor>();
        for (var i = 0L; i < x.shape[0]; i++)
        {
            using var sample = x.narrow(0, i, 1);
            var outputs = network.call(sample).reshape(-1);
            for (var k = 0L; k < outputs.numel(); k++)
            {
                using var work = NewDisposeScope();
                var gradients = autograd.grad([outputs[k]], tensors, retain_graph: true, allow_unused: true);
                rows.Add(
                    cat(
                            [
                                .. gradients.Select(
                                    (g, p) =>
                                        (g is { IsInvalid: false } ? g : zeros_like(tensors[p])).reshape(-1).to(float64)
                                        * rates.Root(parameters.Slices[p])
                                ),
                            ],
                            0
                        )
                        .MoveToOuterDisposeScope()
                );
            }
        }
        return stack(rows, 0).MoveToOuterDisposeScope();
    }
}
