using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>The weights of stacked recurrent layers, in libtorch's order and under PyTorch's names.</summary>
internal sealed class RecurrentWeights
{
    private readonly long inputSize;
    private readonly long hiddenSize;
    private readonly List<Tensor> all = [];

    /// <param name="owner">Registers the weights.</param>
    /// <param name="gates">Blocks in each weight: 1, or 3 (GRU), or 4 (LSTM).</param>
    /// <param name="inputSize">Features of the input.</param>
    /// <param name="hiddenSize">Features of the state.</param>
    /// <param name="layers">Layers on top of each other.</param>
    /// <param name="bias">Whether there are biases.</param>
    /// <param name="batchFirst">[batch, time, features] instead of [time, batch, features].</param>
    /// <param name="dropout">Between layers, while training.</param>
    /// <param name="bidirectional">A second set of layers that runs back in time.</param>
    /// <param name="device">Where the weights are.</param>
    /// <param name="dtype">Their type.</param>
    public RecurrentWeights(
        nn.Module owner,
        long gates,
        long inputSize,
        long hiddenSize,
        long layers,
        bool bias,
        bool batchFirst,
        double dropout,
        bool bidirectional,
        Device? device,
        ScalarType? dtype
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(hiddenSize);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(layers);
        (this.inputSize, this.hiddenSize) = (inputSize, hiddenSize);
        (Layers, HasBias, BatchFirst) = (layers, bias, batchFirst);
        (Dropout, Bidirectional) = (dropout, bidirectional);
        var bound = 1 / Math.Sqrt(hiddenSize);
        for (var layer = 0L; layer < layers; layer++)
            foreach (var suffix in bidirectional ? new[] { "", "_reverse" } : [""])
            {
                var features = layer == 0 ? inputSize : hiddenSize * Directions;
                Add($"weight_ih_l{layer}{suffix}", [gates * hiddenSize, features]);
                Add($"weight_hh_l{layer}{suffix}", [gates * hiddenSize, hiddenSize]);
                if (!bias)
                    continue;
                Add($"bias_ih_l{layer}{suffix}", [gates * hiddenSize]);
                Add($"bias_hh_l{layer}{suffix}", [gates * hiddenSize]);
            }

        void Add(string name, long[] shape)
        {
            var weight = nn.Parameter(empty(shape, dtype, device));
            nn.init.uniform_(weight, -bound, bound);
            owner.register_parameter(name, weight);
            all.Add(weight);
        }
    }

    public IList<Tensor> All => all;
    public long Layers { get; }
    public bool HasBias { get; }
    public bool BatchFirst { get; }
    public double Dropout { get; }
    public bool Bidirectional { get; }

    private long Directions => Bidirectional ? 2 : 1;

    /// <summary>Zeros to start from.</summary>
    public Tensor InitialState(Tensor input)
    {
        if (input.dim() != 3 || input.shape[2] != inputSize)
            throw new ArgumentException(
                $"The input has shape [{string.Join(", ", input.shape)}], expected three dimensions, the last of {inputSize}.",
                nameof(input)
            );
        var batch = input.shape[BatchFirst ? 0 : 1];
        return zeros(Layers * Directions, batch, hiddenSize, input.dtype, input.device);
    }
}
