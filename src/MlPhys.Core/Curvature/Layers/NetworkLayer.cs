using static TorchSharp.torch;

namespace MlPhys.Curvature.Layers;

/// <summary>A layer of a network whose structure is known, or that is known to be unknown.</summary>
/// <param name="Name">Dotted path within the module.</param>
/// <param name="Module">The module itself.</param>
public abstract record NetworkLayer(string Name, nn.Module Module)
{
    /// <summary>The trainable parameters of the layer, in the module's order.</summary>
    public virtual IEnumerable<ParameterSlice> Parameters => [];
}

/// <summary>z = W x + b over the last dimension.</summary>
/// <param name="Name">Dotted path within the module.</param>
/// <param name="Module">The module itself.</param>
/// <param name="Weight">Place of W [outputs, inputs].</param>
/// <param name="Bias">Place of b [outputs]; null without one.</param>
public sealed record DenseLayer(string Name, nn.Module Module, ParameterSlice Weight, ParameterSlice? Bias)
    : NetworkLayer(Name, Module)
{
    /// <inheritdoc/>
    public override IEnumerable<ParameterSlice> Parameters => Bias is null ? [Weight] : [Weight, Bias];
}

/// <summary>A convolution, z = K * x + b.</summary>
/// <param name="Name">Dotted path within the module.</param>
/// <param name="Module">The module itself.</param>
/// <param name="Weight">Place of K [output channels, input channels / groups, spatial...].</param>
/// <param name="Bias">Place of b [output channels]; null without one.</param>
/// <param name="Groups">Groups of channels.</param>
/// <param name="Stride">Step in each spatial dimension.</param>
/// <param name="Padding">Zeros added on each side in each spatial dimension.</param>
/// <param name="Dilation">Spacing of the kernel's points.</param>
/// <param name="PadsZeros">Whether it pads with zeros and by the same margin on both sides.</param>
public sealed record ConvolutionLayer(
    string Name,
    nn.Module Module,
    ParameterSlice Weight,
    ParameterSlice? Bias,
    int Groups,
    long[] Stride,
    long[] Padding,
    long[] Dilation,
    bool PadsZeros
) : NetworkLayer(Name, Module)
{
    /// <inheritdoc/>
    public override IEnumerable<ParameterSlice> Parameters => Bias is null ? [Weight] : [Weight, Bias];
}

/// <summary>Which transposition of scales an activation lets through.</summary>
public enum ActivationKind
{
    /// <summary>f(x) = x.</summary>
    Identity,

    /// <summary>f(c x) = c f(x) for c > 0: ReLU and leaky ReLU.</summary>
    Homogeneous,

    /// <summary>None of these: tanh, GELU, sigmoid, ...</summary>
    General,
}

/// <summary>A function of each entry by itself.</summary>
/// <param name="Name">Dotted path within the module.</param>
/// <param name="Module">The module itself.</param>
/// <param name="Kind">What it lets through.</param>
public sealed record ActivationLayer(string Name, nn.Module Module, ActivationKind Kind) : NetworkLayer(Name, Module);

/// <summary>Pooling of each channel by itself.</summary>
/// <param name="Name">Dotted path within the module.</param>
/// <param name="Module">The module itself.</param>
/// <param name="IsLinear">True for averages, false for maxima.</param>
public sealed record PoolLayer(string Name, nn.Module Module, bool IsLinear) : NetworkLayer(Name, Module);

/// <summary>Entries in another shape, their order kept: flatten, unflatten, identity, inactive dropout.</summary>
/// <param name="Name">Dotted path within the module.</param>
/// <param name="Module">The module itself.</param>
public sealed record ReshapeLayer(string Name, nn.Module Module) : NetworkLayer(Name, Module);

/// <summary>What a normalisation layer takes its mean and variance over.</summary>
public enum NormalizationKind
{
    /// <summary>Each channel, over the batch.</summary>
    BatchTraining,

    /// <summary>Each channel, by running statistics: an affine map.</summary>
    BatchEvaluation,

    /// <summary>Each sample, over its features or groups of channels.</summary>
    Sample,
}

/// <summary>Normalisation with a learned scale and shift.</summary>
/// <param name="Name">Dotted path within the module.</param>
/// <param name="Module">The module itself.</param>
/// <param name="Kind">What the statistics are taken over.</param>
/// <param name="Scale">Place of gamma; null without one.</param>
/// <param name="Shift">Place of beta; null without one.</param>
/// <param name="Epsilon">Added to the variance.</param>
public sealed record NormalizationLayer(
    string Name,
    nn.Module Module,
    NormalizationKind Kind,
    ParameterSlice? Scale,
    ParameterSlice? Shift,
    double Epsilon
) : NetworkLayer(Name, Module)
{
    /// <inheritdoc/>
    public override IEnumerable<ParameterSlice> Parameters => new[] { Scale, Shift }.OfType<ParameterSlice>();
}

/// <summary>Rows of a table looked up by index.</summary>
/// <param name="Name">Dotted path within the module.</param>
/// <param name="Module">The module itself.</param>
/// <param name="Weight">Place of the table [entries, features].</param>
public sealed record EmbeddingLayer(string Name, nn.Module Module, ParameterSlice Weight) : NetworkLayer(Name, Module)
{
    /// <inheritdoc/>
    public override IEnumerable<ParameterSlice> Parameters => [Weight];
}

/// <summary>A layer whose structure is not known.</summary>
/// <param name="Name">Dotted path within the module.</param>
/// <param name="Module">The module itself.</param>
/// <param name="Own">Its trainable parameters.</param>
public sealed record UnknownLayer(string Name, nn.Module Module, IReadOnlyList<ParameterSlice> Own)
    : NetworkLayer(Name, Module)
{
    /// <inheritdoc/>
    public override IEnumerable<ParameterSlice> Parameters => Own;
}
