using static TorchSharp.torch;

namespace MlPhys.Curvature.Layers;

/// <summary>The patches of its input on which a convolution is a dense layer.</summary>
internal static class ConvolutionPatches
{
    /// <summary>What each point of the kernel meets at each position, [samples, channels, kernel..., positions...].</summary>
    public static Tensor Of(ConvolutionLayer layer, Tensor input)
    {
        var rank = layer.Stride.Length;
        long[] margins =
        [
            .. Enumerable.Range(0, rank).Reverse().SelectMany(d => new[] { layer.Padding[d], layer.Padding[d] }),
        ];
        var padded = nn.functional.pad(input, margins);
        for (var d = 0; d < rank; d++)
        {
            var size = layer.Weight.Shape[2 + d];
            var reach = layer.Dilation[d] * (size - 1) + 1;
            padded = padded.unfold(2 + d, reach, layer.Stride[d]);
        }
        for (var d = 0; d < rank; d++)
        {
            var points = tensor(
                Enumerable.Range(0, (int)layer.Weight.Shape[2 + d]).Select(i => i * layer.Dilation[d]).ToArray()
            );
            padded = padded.index_select(2 + rank + d, points);
        }
        long[] order =
        [
            0,
            1,
            .. Enumerable.Range(2 + rank, rank).Select(d => (long)d),
            .. Enumerable.Range(2, rank).Select(d => (long)d),
        ];
        return padded.permute(order);
    }

    /// <summary>A patch a row, [samples x positions, channels x kernel points].</summary>
    public static Tensor Rows(ConvolutionLayer layer, Tensor input)
    {
        var points = layer.Weight.Length / layer.Weight.Shape[0];
        return Of(layer, input).reshape(input.shape[0], points, -1).permute(0, 2, 1).reshape(-1, points);
    }
}
