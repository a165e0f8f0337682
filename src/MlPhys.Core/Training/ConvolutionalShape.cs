namespace MlPhys.Training;

/// <summary>
/// The sizes of a small convolutional network: 3 x 3 convolutions with zero padding, each with a non-linearity and, down to 4 x 4, averaging
/// over 2 x 2; then the average over the image and a dense readout.
/// </summary>
/// <param name="Channels">Channels of the images.</param>
/// <param name="Height">Rows of the images.</param>
/// <param name="Columns">Columns of the images.</param>
/// <param name="Width">Channels of each convolution.</param>
/// <param name="Depth">Number of convolutions.</param>
/// <param name="Outputs">Numbers in one output.</param>
public sealed record ConvolutionalShape(int Channels, int Height, int Columns, int Width, int Depth, int Outputs)
{
    private const int Kernel = 9;

    /// <summary>Weights and biases.</summary>
    public long Parameters => ParametersWithoutReadout + (Width + 1L) * Outputs;

    /// <summary>Weights and biases without those of the readout.</summary>
    public long ParametersWithoutReadout => Layers().Sum(layer => (Kernel * layer.FanIn + 1L) * Width);

    /// <summary>Operations of one training step of one sample.</summary>
    public long TrainingFlop => TrainingFlopWithoutReadout + 6L * Width * Outputs;

    /// <summary>Operations of one training step of one sample without those of the readout.</summary>
    public long TrainingFlopWithoutReadout =>
        Layers().Sum(layer => (layer.IsFirst ? 2 : 3) * 2L * Kernel * layer.FanIn * Width * layer.Pixels);

    /// <summary>Input channels, fan-in and pixels of each convolution, and whether its images are halved after it.</summary>
    internal IEnumerable<(int FanIn, long Pixels, bool IsFirst, bool IsHalved)> Layers()
    {
        var (height, columns) = (Height, Columns);
        for (var layer = 0; layer < Depth; layer++)
        {
            var isHalved = height >= 8 && columns >= 8;
            yield return (layer == 0 ? Channels : Width, (long)height * columns, layer == 0, isHalved);
            if (isHalved)
                (height, columns) = (height / 2, columns / 2);
        }
    }

    /// <summary>Numbers in one input.</summary>
    internal int Inputs => Channels * Height * Columns;
}
