using MlPhys.Curvature.Layers;
using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>The same affine function of a layer's input added to all its outputs.</summary>
internal static class CommonShift
{
    public static ExplicitGenerators Of(GeneratorKind kind, string place, ParameterSlice weight, ParameterSlice? bias)
    {
        var (outputs, inputs) = (weight.Shape[0], weight.Length / weight.Shape[0]);
        var count = inputs + (bias is null ? 0 : 1);
        var rows = eye(inputs, count, dtype: ScalarType.Float64).repeat(outputs, 1);
        if (bias is null)
            return new(kind, place, [(weight, rows.DetachFromDisposeScope())]);
        var last = zeros(outputs, count, ScalarType.Float64);
        last.select(1, inputs).fill_(1);
        return new(kind, place, [(weight, rows.DetachFromDisposeScope()), (bias, last.DetachFromDisposeScope())]);
    }
}
