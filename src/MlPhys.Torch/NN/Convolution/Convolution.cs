using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What convolutions and transposed convolutions share: the kernel, its geometry and PyTorch's initial values.</summary>
public abstract class Convolution : nn.Module<Tensor, Tensor>
{
    protected Convolution(
        string name,
        long in_channels,
        long out_channels,
        long[] kernel_size,
        long[] stride,
        long[]? padding,
        Padding? padding_type,
        long[] dilation,
        bool transposed,
        long[] output_padding,
        long groups,
        bool bias,
        PaddingModes padding_mode,
        Device? device = null,
        ScalarType? dtype = null
    )
        : base(name)
    {
        if (groups < 1 || in_channels % groups != 0 || out_channels % groups != 0)
            throw new ArgumentException(
                $"{groups} groups do not divide {in_channels} input and {out_channels} output channels.",
                nameof(groups)
            );
        if (transposed && padding_mode != PaddingModes.Zeros)
            throw new ArgumentException(
                $"A transposed convolution pads with zeros only, not {padding_mode}.",
                nameof(padding_mode)
            );
        (this.in_channels, this.out_channels, this.groups, this.transposed) = (
            in_channels,
            out_channels,
            groups,
            transposed
        );
        (this.kernel_size, this.stride, this.dilation) = (kernel_size, stride, dilation);
        (this.output_padding, this.padding_mode) = (output_padding, padding_mode);
        if (padding_type is { } type)
            SetPadding(type);
        else
            SetPadding(padding ?? new long[kernel_size.Length]);
        long[] channels = transposed ? [in_channels, out_channels / groups] : [out_channels, in_channels / groups];
        weight = nn.Parameter(empty([.. channels, .. kernel_size], dtype, device));
        if (bias)
            this.bias = nn.Parameter(empty(out_channels, dtype, device));
        reset_parameters();
    }

    public long in_channels { get; }
    public long out_channels { get; }
    public bool transposed { get; }
    public Padding? padding_type { get; private set; }
    public long[]? padding { get; private set; }
    public PaddingModes padding_mode { get; set; }
    public long groups { get; set; }
    public long[] kernel_size { get; set; }
    public long[] stride { get; set; }
    public long[] dilation { get; set; }
    public long[] output_padding { get; set; }

    public Parameter weight
    {
        get;
        set => ConditionallyRegisterParameter(nameof(weight), field = value);
    }

    public Parameter? bias
    {
        get;
        set => ConditionallyRegisterParameter(nameof(bias), field = value);
    }

    public void reset_parameters() => nn.init.LikeLinear(weight, bias);

    public void SetPadding(long[] padding) => (this.padding, padding_type) = (padding, null);

    public void SetPadding(Padding padding)
    {
        if (transposed)
            throw new ArgumentException("A transposed convolution takes its padding in numbers.", nameof(padding));
        if (padding == Padding.Same && stride.Any(step => step != 1))
            throw new ArgumentException("Padding 'Same' needs stride 1.", nameof(padding));
        (this.padding, padding_type) = (null, padding);
    }

    /// <summary>Refuses an input without the channels, batched or not.</summary>
    private protected void RequireChannels(Tensor input)
    {
        var shape = input.shape;
        var spatial = kernel_size.Length;
        var channelAxis = shape.Length - spatial - 1;
        if (channelAxis is not (0 or 1) || shape[channelAxis] != in_channels)
            throw new ArgumentException(
                $"{GetName()} expects [batch, {in_channels}, ...] or [{in_channels}, ...] with {spatial} more dimensions, "
                    + $"but the input has shape [{string.Join(", ", shape)}].",
                nameof(input)
            );
    }

    /// <summary>The input widened as the padding mode says, last dimension first.</summary>
    private protected Tensor Widened(Tensor input) =>
        nn.functional.pad(
            input,
            [.. Enumerable.Range(0, kernel_size.Length).Reverse().SelectMany(Margins)],
            padding_mode
        );

    private long[] Margins(int axis)
    {
        if (padding is not null)
            return [padding[axis], padding[axis]];
        var total = padding_type == Padding.Same ? dilation[axis] * (kernel_size[axis] - 1) : 0;
        return [total / 2, total - total / 2];
    }
}
