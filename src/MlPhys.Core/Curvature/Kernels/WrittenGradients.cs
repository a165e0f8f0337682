using MlPhys.Curvature.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Kernels;

/// <summary>Per-sample gradients of one call from its input and back-propagated signal, parameter by parameter.</summary>
internal static class WrittenGradients
{
    /// <summary>Gradients [outputs, samples, parameter shape...].</summary>
    public static IEnumerable<(ParameterSlice Slice, Tensor Gradient)> Of(LayerCall call, Tensor signal)
    {
        var input = call.Input.detach();
        return call.Layer switch
        {
            DenseLayer dense => Dense(dense, input, signal),
            ConvolutionLayer convolution => Convolution(convolution, input, signal),
            NormalizationLayer norm => Norm(norm, input, signal),
            EmbeddingLayer table => [(table.Weight, Table(table, input, signal))],
            var other => throw new InvalidOperationException($"layer '{other.Name}' has no gradients"),
        };
    }

    private static IEnumerable<(ParameterSlice, Tensor)> Dense(DenseLayer layer, Tensor input, Tensor signal)
    {
        var samples = input.shape[0];
        var a = input.reshape(samples, -1, input.shape[^1]);
        var b = signal.reshape(signal.shape[0], samples, -1, signal.shape[^1]);
        yield return (layer.Weight, b.transpose(2, 3).matmul(a.unsqueeze(0)));
        if (layer.Bias is not null)
            yield return (layer.Bias, b.sum(2));
    }

    /// <summary>A convolution is a dense layer on the patches of each group of channels.</summary>
    private static IEnumerable<(ParameterSlice, Tensor)> Convolution(
        ConvolutionLayer layer,
        Tensor input,
        Tensor signal
    )
    {
        var (outputs, samples, groups) = (signal.shape[0], input.shape[0], layer.Groups);
        var patches = ConvolutionPatches.Of(layer, input).reshape(samples, groups, -1, signal[0, 0, 0].numel());
        var b = signal.reshape(outputs, samples, groups, layer.Weight.Shape[0] / groups, -1);
        var gradient = b.matmul(patches.transpose(2, 3).unsqueeze(0));
        yield return (layer.Weight, gradient.reshape([outputs, samples, .. layer.Weight.Shape]));
        if (layer.Bias is not null)
            yield return (layer.Bias, signal.flatten(3).sum(3));
    }

    private static IEnumerable<(ParameterSlice, Tensor)> Norm(NormalizationLayer layer, Tensor input, Tensor signal)
    {
        var normalised = Normalised(layer, input).unsqueeze(0);
        if (layer.Scale is not null)
            yield return (layer.Scale, Collected(layer, signal * normalised));
        if (layer.Shift is not null)
            yield return (layer.Shift, Collected(layer, signal));
    }

    private static Tensor Normalised(NormalizationLayer layer, Tensor input) =>
        layer.Module switch
        {
            LayerNorm norm => nn.functional.layer_norm(input, [.. norm.normalized_shape], eps: norm.eps),
            GroupNorm norm => nn.functional.group_norm(input, norm.num_groups, eps: norm.eps),
            BatchNorm norm => nn.functional.batch_norm(input, norm.running_mean, norm.running_var, eps: norm.eps),
            var other => throw new InvalidOperationException($"{other.GetName()} is no normalisation"),
        };

    /// <summary>Sums over the positions that share one entry: leading ones of a layer norm, trailing ones of channels.</summary>
    private static Tensor Collected(NormalizationLayer layer, Tensor gradient)
    {
        if (layer.Module is not LayerNorm)
            return gradient.dim() > 3 ? gradient.flatten(3).sum(3) : gradient;
        var entries = (layer.Scale ?? layer.Shift)!.Length;
        return gradient.reshape(gradient.shape[0], gradient.shape[1], -1, entries).sum(2);
    }

    private static Tensor Table(EmbeddingLayer layer, Tensor rows, Tensor signal)
    {
        var (outputs, samples, features) = (signal.shape[0], rows.shape[0], signal.shape[^1]);
        var entries = layer.Weight.Shape[0];
        var flat = zeros([samples * entries, outputs * features], signal.dtype);
        var first = arange(samples).unsqueeze(1) * entries;
        var places = (rows.reshape(samples, -1) + first).flatten();
        var parts = signal.reshape(outputs, samples, -1, features).permute(1, 2, 0, 3).reshape(places.numel(), -1);
        return flat.index_add(0, places, parts, 1).reshape(samples, entries, outputs, features).permute(2, 0, 1, 3);
    }
}
