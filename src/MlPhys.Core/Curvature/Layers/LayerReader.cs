using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Layers;

/// <summary>Reads what kind of layer a module is.</summary>
internal static class LayerReader
{
    /// <summary>The layer, or null for a container whose children are the layers.</summary>
    public static NetworkLayer? Read(string name, nn.Module module, ParameterVector parameters)
    {
        ParameterSlice? Place(Parameter? parameter) =>
            parameter is not null && parameters.Contains(parameter) ? parameters.PlaceOf(parameter) : null;
        bool Trained(Parameter? parameter) => parameter is null || parameters.Contains(parameter);

        return module switch
        {
            Linear dense when Trained(dense.weight) && Trained(dense.bias) => new DenseLayer(
                name,
                module,
                parameters.PlaceOf(dense.weight),
                Place(dense.bias)
            ),
            Convolution { transposed: false } conv when Trained(conv.weight) && Trained(conv.bias) => Convolved(
                name,
                conv,
                parameters.PlaceOf(conv.weight),
                Place(conv.bias)
            ),
            Embedding { weight: { } rows } when Trained(rows) => new EmbeddingLayer(
                name,
                module,
                parameters.PlaceOf(rows)
            ),
            BatchNorm norm => new NormalizationLayer(
                name,
                module,
                norm.training || norm.running_mean is null
                    ? NormalizationKind.BatchTraining
                    : NormalizationKind.BatchEvaluation,
                norm.affine ? Place(norm.weight) : null,
                norm.affine ? Place(norm.bias) : null,
                norm.eps
            ),
            LayerNorm norm => new NormalizationLayer(
                name,
                module,
                NormalizationKind.Sample,
                norm.elementwise_affine ? Place(norm.weight) : null,
                norm.elementwise_affine ? Place(norm.bias) : null,
                norm.eps
            ),
            GroupNorm norm => new NormalizationLayer(
                name,
                module,
                NormalizationKind.Sample,
                norm.affine ? Place(norm.weight) : null,
                norm.affine ? Place(norm.bias) : null,
                norm.eps
            ),
            _ => WithoutParameters(name, module)
                ?? (IsLeaf(module) ? new UnknownLayer(name, module, Own(module, parameters)) : null),
        };
    }

    public static IReadOnlyList<ParameterSlice> Own(nn.Module module, ParameterVector parameters) =>
        [.. module.parameters(false).Where(parameters.Contains).Select(parameters.PlaceOf)];

    private static bool IsLeaf(nn.Module module) => !module.named_children().Any() && module is not Sequential;

    private static NetworkLayer? WithoutParameters(string name, nn.Module module) =>
        module switch
        {
            ReLU or LeakyReLU => new ActivationLayer(name, module, ActivationKind.Homogeneous),
            ReLU6 or ELU or SELU or CELU or GELU or SiLU or Mish or Tanh or Sigmoid or LogSigmoid or Softplus =>
                new ActivationLayer(name, module, ActivationKind.General),
            Softsign or Tanhshrink or Hardswish or Hardsigmoid or Hardtanh or Softshrink or Hardshrink =>
                new ActivationLayer(name, module, ActivationKind.General),
            AvgPool1d or AvgPool2d or AvgPool3d => new PoolLayer(name, module, true),
            AdaptiveAvgPool1d or AdaptiveAvgPool2d or AdaptiveAvgPool3d => new PoolLayer(name, module, true),
            MaxPool1d or MaxPool2d or MaxPool3d => new PoolLayer(name, module, false),
            AdaptiveMaxPool1d or AdaptiveMaxPool2d or AdaptiveMaxPool3d => new PoolLayer(name, module, false),
            Flatten or Unflatten or Identity => new ReshapeLayer(name, module),
            Dropout { training: false } or Dropout1d { training: false } => new ReshapeLayer(name, module),
            Dropout2d { training: false } or Dropout3d { training: false } => new ReshapeLayer(name, module),
            _ => null,
        };

    private static ConvolutionLayer Convolved(
        string name,
        Convolution conv,
        ParameterSlice weight,
        ParameterSlice? bias
    )
    {
        var same = conv.padding_type == Padding.Same;
        var margins = conv.kernel_size.Select((k, i) => same ? conv.dilation[i] * (k - 1) : 0).ToArray();
        return new ConvolutionLayer(
            name,
            conv,
            weight,
            bias,
            (int)conv.groups,
            conv.stride,
            conv.padding ?? [.. margins.Select(m => m / 2)],
            conv.dilation,
            conv.padding_mode == PaddingModes.Zeros && margins.All(m => m % 2 == 0)
        );
    }
}
