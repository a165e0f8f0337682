using MlPhys.Curvature.Layers;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>What a normalisation layer does not see of the dense layer or convolution before it.</summary>
/// <remarks>Exact where its epsilon is zero.</remarks>
internal static class NormalisationGenerators
{
    public static IEnumerable<IGenerators> Of(LayerRecording recording, Tensor parameters)
    {
        for (var i = 1; i < recording.Calls.Length; i++)
        {
            var (before, call) = (recording.Calls[i - 1], recording.Calls[i]);
            if (call.Layer is not NormalizationLayer norm || !FlowValue.SameEntries(before.Output, call.Input))
                continue;
            var (weight, bias) = Weights(before.Layer);
            if (weight is null)
                continue;
            var w = parameters.narrow(0, weight.Offset, weight.Length).view(weight.Shape[0], -1);
            var b = bias is null ? null : parameters.narrow(0, bias.Offset, bias.Length);
            var families = norm.Kind switch
            {
                NormalizationKind.BatchTraining => OfBatch(norm, weight, bias, w, b),
                NormalizationKind.BatchEvaluation => OfRunning(norm, weight, bias, w, b, parameters),
                _ when norm.Module is LayerNorm && call.Input.dim() == 2 => OfSample(norm, weight, bias, w, b),
                _ => [],
            };
            foreach (var family in families)
                yield return family;
        }
    }

    private static (ParameterSlice? Weight, ParameterSlice? Bias) Weights(NetworkLayer layer) =>
        layer switch
        {
            DenseLayer dense => (dense.Weight, dense.Bias),
            ConvolutionLayer convolution => (convolution.Weight, convolution.Bias),
            _ => (null, null),
        };

    private static IEnumerable<IGenerators> OfBatch(
        NormalizationLayer norm,
        ParameterSlice weight,
        ParameterSlice? bias,
        Tensor w,
        Tensor? b
    )
    {
        yield return Family(GeneratorKind.NormalisedScale, norm, [(weight, RowByRow(w)), .. Diagonal(bias, b)]);
        if (bias is not null)
            yield return Family(GeneratorKind.NormalisedShift, norm, Diagonal(bias, ones_like(b!)));
    }

    private static IEnumerable<IGenerators> OfRunning(
        NormalizationLayer norm,
        ParameterSlice weight,
        ParameterSlice? bias,
        Tensor w,
        Tensor? b,
        Tensor parameters
    )
    {
        if (norm.Scale is null || norm.Shift is null)
            yield break;
        var module = (BatchNorm)norm.Module;
        var gamma = parameters.narrow(0, norm.Scale.Offset, norm.Scale.Length);
        var mean = module.running_mean!.to(ScalarType.Float64);
        var width = (module.running_var!.to(ScalarType.Float64) + norm.Epsilon).sqrt();
        (ParameterSlice, Tensor)[] undo =
        [
            .. Diagonal(norm.Scale, -gamma),
            .. Diagonal(norm.Shift, -gamma * mean / width),
        ];
        yield return Family(
            GeneratorKind.NormalisedScale,
            norm,
            [(weight, RowByRow(w)), .. Diagonal(bias, b), .. undo]
        );
        if (bias is not null)
            yield return Family(
                GeneratorKind.NormalisedShift,
                norm,
                [.. Diagonal(bias, ones_like(b!)), .. Diagonal(norm.Shift, -gamma / width)]
            );
    }

    /// <summary>A layer norm sees neither the common scale of all features nor an affine function added to all.</summary>
    private static IEnumerable<IGenerators> OfSample(
        NormalizationLayer norm,
        ParameterSlice weight,
        ParameterSlice? bias,
        Tensor w,
        Tensor? b
    )
    {
        yield return Family(
            GeneratorKind.NormalisedScale,
            norm,
            [(weight, w.reshape(-1, 1)), .. bias is null ? [] : new[] { (bias, b!.reshape(-1, 1)) }]
        );
        yield return CommonShift.Of(GeneratorKind.NormalisedShift, norm.Name, weight, bias);
    }

    private static ExplicitGenerators Family(
        GeneratorKind kind,
        NormalizationLayer norm,
        IEnumerable<(ParameterSlice, Tensor)> parts
    ) => new(kind, norm.Name, [.. parts.Select(p => (p.Item1, p.Item2.clone().DetachFromDisposeScope()))]);

    /// <summary>Column i moves row i of W along itself.</summary>
    private static Tensor RowByRow(Tensor w) =>
        (w.unsqueeze(2) * eye(w.shape[0], dtype: w.dtype).unsqueeze(1)).reshape(-1, w.shape[0]);

    private static IEnumerable<(ParameterSlice, Tensor)> Diagonal(ParameterSlice? slice, Tensor? entries) =>
        slice is null ? [] : [(slice, entries!.diag())];
}
