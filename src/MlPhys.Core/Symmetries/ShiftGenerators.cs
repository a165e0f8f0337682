using MlPhys.Curvature.Layers;
using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>Shifts of a layer's bias that pass through affine layers alone and are taken back by a later bias.</summary>
internal static class ShiftGenerators
{
    private const double Rounding = 1e-10;

    public static IEnumerable<IGenerators> Of(LayerRecording recording)
    {
        for (var i = 0; i < recording.Calls.Length; i++)
            if (BiasOf(recording.Calls[i].Layer) is { } bias && Compensation(recording, i) is var (later, response))
                yield return new ExplicitGenerators(
                    GeneratorKind.Shift,
                    $"{recording.Calls[i].Layer.Name} -> {later.Name}",
                    [
                        (bias, eye(bias.Length, dtype: ScalarType.Float64).DetachFromDisposeScope()),
                        (later, (-response).DetachFromDisposeScope()),
                    ]
                );
    }

    /// <summary>The first later bias that can take back a shift after call i, and what reaches it of each feature's [entries, features].</summary>
    private static (ParameterSlice Bias, Tensor Response)? Compensation(LayerRecording recording, int i)
    {
        var shape = recording.Calls[i].Output.shape[1..];
        var features = shape[0];
        var units = eye(features, dtype: recording.Input.dtype)
            .view([features, features, .. shape[1..].Select(_ => 1L)])
            .expand([features, .. shape]);
        var (moved, still) = (units, zeros([1, .. shape], recording.Input.dtype));
        for (var j = i + 1; j < recording.Calls.Length; j++)
        {
            var call = recording.Calls[j];
            if (!IsAffine(call.Layer) || !FlowValue.SameEntries(recording.Calls[j - 1].Output, call.Input))
                return null;
            var module = (nn.Module<Tensor, Tensor>)call.Layer.Module;
            (moved, still) = (module.call(moved.contiguous()), module.call(still.contiguous()));
            if (BiasOf(call.Layer) is not { } bias)
                continue;
            var response = (moved - still).to(ScalarType.Float64).reshape(features, bias.Length, -1);
            var constant = response.narrow(2, 0, 1);
            if ((response - constant).abs().max().item<double>() <= Rounding * response.abs().max().item<double>())
                return (bias, constant.squeeze(2).t().contiguous());
        }
        return null;
    }

    private static bool IsAffine(NetworkLayer layer) =>
        layer
            is DenseLayer
                or ConvolutionLayer { PadsZeros: true }
                or ReshapeLayer
                or PoolLayer { IsLinear: true }
                or ActivationLayer { Kind: ActivationKind.Identity };

    private static ParameterSlice? BiasOf(NetworkLayer layer) =>
        layer switch
        {
            DenseLayer dense => dense.Bias,
            ConvolutionLayer convolution => convolution.Bias,
            _ => null,
        };
}
