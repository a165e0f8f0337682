using MlPhys.Curvature.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>Statistics of what layers receive.</summary>
internal static class LayerInputs
{
    /// <summary>Second moments of what each weight of a neuron is multiplied by, a bias by ones; null for layers without a weight matrix.</summary>
    public static Tensor? Moments(LayerCall call)
    {
        var (rows, bias) = call.Layer switch
        {
            DenseLayer dense => (call.Input.reshape(-1, dense.Weight.Shape[1]), dense.Bias),
            ConvolutionLayer { Groups: 1, PadsZeros: true } convolution when call.Input.dim() == 4 => (
                Patches(call.Input, convolution),
                convolution.Bias
            ),
            _ => (null, null),
        };
        if (rows is null)
            return null;
        rows = rows.to(ScalarType.Float64);
        if (bias is not null)
            rows = cat([rows, ones(rows.shape[0], 1, ScalarType.Float64)], 1);
        return rows.t().mm(rows);
    }

    /// <summary>The neurons or channels behind call i whose rectifier passed nothing; those before another activation count as alive.</summary>
    public static bool[] Dead(LayerRecording recording, int i)
    {
        var output = recording.Calls[i].Output;
        var features = output.dim() == 4 ? output.shape[1] : output.shape[^1];
        var next = i + 1 < recording.Calls.Length ? recording.Calls[i + 1] : null;
        if (next?.Layer.Module is not ReLU || !FlowValue.SameEntries(output, next.Input))
            return new bool[features];
        var passed =
            next.Output.dim() == 4 ? next.Output.amax([0L, 2, 3]) : next.Output.reshape(-1, features).amax([0L]);
        return [.. passed.le(0).data<bool>().ToArray()];
    }

    private static Tensor Patches(Tensor input, ConvolutionLayer layer)
    {
        var shape = layer.Weight.Shape;
        var columns = nn.functional.unfold(
            input,
            (shape[2], shape[3]),
            (layer.Dilation[0], layer.Dilation[1]),
            (layer.Padding[0], layer.Padding[1]),
            (layer.Stride[0], layer.Stride[1])
        );
        return columns.permute(0, 2, 1).reshape(-1, columns.shape[1]);
    }
}
