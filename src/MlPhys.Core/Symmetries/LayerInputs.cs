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
            ConvolutionLayer { Groups: 1, PadsZeros: true } convolution => (
                ConvolutionPatches.Rows(convolution, call.Input),
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
        var channels = recording.Calls[i].Layer is ConvolutionLayer ? 1 : output.dim() - 1;
        var next = i + 1 < recording.Calls.Length ? recording.Calls[i + 1] : null;
        if (next?.Layer.Module is not ReLU || !FlowValue.SameEntries(output, next.Input))
            return new bool[output.shape[channels]];
        long[] others = [.. Enumerable.Range(0, (int)output.dim()).Where(d => d != channels).Select(d => (long)d)];
        return [.. next.Output.reshape(output.shape).amax(others).le(0).data<bool>().ToArray()];
    }
}
