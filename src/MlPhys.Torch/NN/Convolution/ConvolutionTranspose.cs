using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The adjoint of a convolution with the same geometry.</summary>
public abstract class ConvolutionTranspose : Convolution
{
    protected ConvolutionTranspose(
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
        : base(
            name,
            in_channels,
            out_channels,
            kernel_size,
            stride,
            padding,
            padding_type,
            dilation,
            transposed,
            output_padding,
            groups,
            bias,
            padding_mode,
            device,
            dtype
        ) { }

    public override Tensor forward(Tensor input) => forward(input, null);

    /// <param name="input">[batch, channels, ...] or [channels, ...].</param>
    /// <param name="output_size">Which of the sizes that the stride allows, spatial or whole; null takes output_padding.</param>
    public abstract Tensor forward(Tensor input, long[]? output_size);

    protected long[] _output_padding(
        Tensor input,
        long[]? output_size,
        long[] kernel_size,
        long[] stride,
        long[] padding,
        long[] dilation,
        long num_spatial_dims
    )
    {
        if (output_size is null)
            return output_padding;
        var spatial = (int)num_spatial_dims;
        var leading = (int)input.dim() - spatial;
        if (output_size.Length != spatial && output_size.Length != spatial + leading)
            throw new ArgumentException(
                $"The output size has {output_size.Length} numbers, expected {spatial} or {spatial + leading}.",
                nameof(output_size)
            );
        var extra = new long[spatial];
        for (var axis = 0; axis < spatial; axis++)
        {
            var least =
                (input.shape[leading + axis] - 1) * stride[axis]
                - 2 * padding[axis]
                + dilation[axis] * (kernel_size[axis] - 1)
                + 1;
            extra[axis] = output_size[output_size.Length - spatial + axis] - least;
            if (extra[axis] < 0 || extra[axis] >= stride[axis])
                throw new ArgumentException(
                    $"The output size {least + extra[axis]} along axis {axis} is not within {least} to {least + stride[axis] - 1}.",
                    nameof(output_size)
                );
        }
        return extra;
    }
}
