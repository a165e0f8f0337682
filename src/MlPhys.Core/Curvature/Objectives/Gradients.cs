using MlPhys.Curvature.Layers;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Objectives;

/// <summary>Gradients with respect to all parameters; a parameter without influence has a gradient of zeros.</summary>
internal static class Gradients
{
    public static IList<Tensor> Of(
        IList<Tensor> outputs,
        ParameterVector parameters,
        IList<Tensor>? weights,
        bool createGraph,
        bool retainGraph = false
    ) => Of(outputs, [.. parameters.Parameters], weights, createGraph, retainGraph);

    public static IList<Tensor> Of(
        IList<Tensor> outputs,
        IList<Tensor> inputs,
        IList<Tensor>? weights,
        bool createGraph,
        bool retainGraph = false
    )
    {
        var gradients = autograd.grad(outputs, inputs, weights, retainGraph, createGraph, allow_unused: true);
        return [.. gradients.Zip(inputs, (g, input) => g.IsInvalid ? zeros_like(input) : g)];
    }
}
