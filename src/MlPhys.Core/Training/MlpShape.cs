using System.Collections.Immutable;

namespace MlPhys.Training;

/// <summary>The sizes of a multilayer perceptron with hidden layers of one width, and what it costs.</summary>
/// <remarks>Operations are counted as two for each multiplication with addition of the matrix products; elementwise work is left out.</remarks>
public sealed record MlpShape
{
    /// <summary>The sizes.</summary>
    /// <param name="inputs">Numbers in one input.</param>
    /// <param name="width">Units of each hidden layer.</param>
    /// <param name="depth">Number of hidden layers, at least 1.</param>
    /// <param name="outputs">Numbers in one output.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size below 1.</exception>
    public MlpShape(int inputs, int width, int depth, int outputs)
    {
        (Inputs, Width) = (AtLeastOne(inputs, nameof(inputs)), AtLeastOne(width, nameof(width)));
        (Depth, Outputs) = (AtLeastOne(depth, nameof(depth)), AtLeastOne(outputs, nameof(outputs)));
        Sizes = [inputs, .. Enumerable.Repeat(width, depth), outputs];
    }

    /// <summary>Numbers in one input.</summary>
    public int Inputs { get; }

    /// <summary>Units of each hidden layer.</summary>
    public int Width { get; }

    /// <summary>Number of hidden layers.</summary>
    public int Depth { get; }

    /// <summary>Numbers in one output.</summary>
    public int Outputs { get; }

    /// <summary>Units of every layer, input and output included.</summary>
    public ImmutableArray<int> Sizes { get; }

    /// <summary>Number of layers with weights: Depth + 1.</summary>
    public int Layers => Depth + 1;

    /// <summary>Weights and biases.</summary>
    public long Parameters => Sum(0, Layers, (fanIn, fanOut) => (fanIn + 1) * fanOut);

    /// <summary>Weights and biases without those of the readout.</summary>
    public long ParametersWithoutReadout => Sum(0, Depth, (fanIn, fanOut) => (fanIn + 1) * fanOut);

    /// <summary>Operations of one forward pass of one sample.</summary>
    public long ForwardFlop => Sum(0, Layers, (fanIn, fanOut) => 2 * fanIn * fanOut);

    /// <summary>Operations of one forward pass of one sample without the readout.</summary>
    public long ForwardFlopWithoutReadout => Sum(0, Depth, (fanIn, fanOut) => 2 * fanIn * fanOut);

    /// <summary>Operations of one training step of one sample: forward, weight gradients, and input gradients but for the first layer.</summary>
    public long TrainingFlop => Training(Layers);

    /// <summary>Operations of one training step of one sample without those of the readout.</summary>
    public long TrainingFlopWithoutReadout => Training(Depth);

    /// <summary>Whether all four sizes agree.</summary>
    public bool Equals(MlpShape? other) =>
        other is not null && (Inputs, Width, Depth, Outputs) == (other.Inputs, other.Width, other.Depth, other.Outputs);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Inputs, Width, Depth, Outputs);

    /// <inheritdoc/>
    public override string ToString() => string.Join('-', Sizes);

    private long Training(int layers) => 3 * Sum(0, layers, (i, o) => 2 * i * o) - Sum(0, 1, (i, o) => 2 * i * o);

    private long Sum(int first, int end, Func<long, long, long> cost) =>
        Enumerable.Range(first, end - first).Sum(layer => cost(Sizes[layer], Sizes[layer + 1]));

    private static int AtLeastOne(int size, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, name);
        return size;
    }
}
