using static TorchSharp.torch;

namespace TorchSharp.Modules;

public sealed class ConvTranspose1d : ConvolutionTranspose
{
    internal ConvTranspose1d(
        long in_channels,
        long out_channels,
        long kernel_size,
        long stride,
        long padding,
        long dilation,
        long output_padding,
        long groups,
        bool bias,
        PaddingModes padding_mode,
        Device? device,
        ScalarType? dtype
    )
        : base(
            nameof(ConvTranspose1d),
            in_channels,
            out_channels,
            [kernel_size],
            [stride],
            [padding],
            null,
            [dilation],
            true,
            [output_padding],
            groups,
            bias,
            padding_mode,
            device,
            dtype
        ) { }

    public override Tensor forward(Tensor input, long[]? output_size)
    {
        RequireChannels(input);
        var extra = _output_padding(input, output_size, kernel_size, stride, padding!, dilation, 1);
        return nn.functional.conv_transpose1d(
            input,
            weight,
            bias,
            stride[0],
            padding![0],
            extra[0],
            dilation[0],
            groups
        );
    }
}

public sealed class ConvTranspose2d : ConvolutionTranspose
{
    internal ConvTranspose2d(
        long in_channels,
        long out_channels,
        (long, long) kernel_size,
        (long, long) stride,
        (long, long) padding,
        (long, long) dilation,
        (long, long) output_padding,
        long groups,
        bool bias,
        PaddingModes padding_mode,
        Device? device,
        ScalarType? dtype
    )
        : base(
            nameof(ConvTranspose2d),
            in_channels,
            out_channels,
            [kernel_size.Item1, kernel_size.Item2],
            [stride.Item1, stride.Item2],
            [padding.Item1, padding.Item2],
            null,
            [dilation.Item1, dilation.Item2],
            true,
            [output_padding.Item1, output_padding.Item2],
            groups,
            bias,
            padding_mode,
            device,
            dtype
        ) { }

    public override Tensor forward(Tensor input, long[]? output_size)
    {
        RequireChannels(input);
        var extra = _output_padding(input, output_size, kernel_size, stride, padding!, dilation, 2);
        return nn.functional.conv_transpose2d(input, weight, bias, stride, padding!, extra, dilation, groups);
    }
}

public sealed class ConvTranspose3d : ConvolutionTranspose
{
    internal ConvTranspose3d(
        long in_channels,
        long out_channels,
        (long, long, long) kernel_size,
        (long, long, long) stride,
        (long, long, long) padding,
        (long, long, long) dilation,
        (long, long, long) output_padding,
        long groups,
        bool bias,
        PaddingModes padding_mode,
        Device? device,
        ScalarType? dtype
    )
        : base(
            nameof(ConvTranspose3d),
            in_channels,
            out_channels,
            [kernel_size.Item1, kernel_size.Item2, kernel_size.Item3],
            [stride.Item1, stride.Item2, stride.Item3],
            [padding.Item1, padding.Item2, padding.Item3],
            null,
            [dilation.Item1, dilation.Item2, dilation.Item3],
            true,
            [output_padding.Item1, output_padding.Item2, output_padding.Item3],
            groups,
            bias,
            padding_mode,
            device,
            dtype
        ) { }

    public override Tensor forward(Tensor input, long[]? output_size)
    {
        RequireChannels(input);
        var extra = _output_padding(input, output_size, kernel_size, stride, padding!, dilation, 3);
        return nn.functional.conv_transpose3d(input, weight, bias, stride, padding!, extra, dilation, groups);
    }
}
