using System.Numerics.Tensors;

namespace MlPhys.Training;

/// <summary>The buffers of one thread: pre-activations, activations and derivatives of one chunk of samples, samples along rows.</summary>
internal sealed class MlpWorkspace
{
    public const int LargestChunk = 128;
    private readonly MlpShape shape;
    private readonly float[] x;
    private readonly float[][] z;
    private readonly float[][] h;
    private readonly float[][] delta;
    private int columns;

    public MlpWorkspace(MlpShape shape, int chunk = LargestChunk)
    {
        this.shape = shape;
        Capacity = Math.Min(BlockProduct.Padded(chunk), LargestChunk);
        x = new float[Capacity * Mlp.RowLength(shape, 0)];
        z = Buffers();
        h = Buffers();
        delta = Buffers();
    }

    /// <summary>Samples that one pass takes.</summary>
    public int Capacity { get; }

    /// <summary>The outputs of a network for every sample of a data set.</summary>
    public float[,] Outputs(Mlp network, TrainingData data)
    {
        var result = new float[data.Samples, shape.Outputs];
        for (var first = 0; first < data.Samples; first += Capacity)
        {
            var count = Math.Min(Capacity, data.Samples - first);
            int[] samples = [.. Enumerable.Range(first, count)];
            Forward(network, data, samples);
            for (var k = 0; k < shape.Outputs; k++)
            for (var n = 0; n < count; n++)
                result[first + n, k] = Output(k, n);
        }
        return result;
    }

    /// <summary>The pre-activations of every layer for a data set that fits one chunk.</summary>
    public float[][] PreActivations(Mlp network, TrainingData data)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(data.Samples, Capacity, nameof(data));
        Forward(network, data, [.. Enumerable.Range(0, data.Samples)]);
        return [.. z.Select((values, layer) => values[..(shape.Sizes[layer + 1] * columns)])];
    }

    /// <summary>Output k of the n-th sample of the chunk.</summary>
    public float Output(int k, int n) => z[^1][k * columns + n];

    /// <summary>Sets the derivative of the objective by output k of the n-th sample of the chunk.</summary>
    public void SetDerivative(int k, int n, float value) => delta[^1][k * columns + n] = value;

    /// <summary>Computes the outputs of a chunk of samples.</summary>
    public void Forward(Mlp network, TrainingData data, ReadOnlySpan<int> samples)
    {
        columns = BlockProduct.Padded(samples.Length);
        var stride = data.Stride;
        for (var n = 0; n < samples.Length; n++)
            data.Input(samples[n]).CopyTo(x.AsSpan(n * stride));
        x.AsSpan(samples.Length * stride, (columns - samples.Length) * stride).Clear();
        delta[^1].AsSpan(0, shape.Outputs * columns).Clear();
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var (fanIn, fanOut) = (shape.Sizes[layer], shape.Sizes[layer + 1]);
            var biases = network.StoredBiases(layer);
            var target = z[layer].AsSpan(0, fanOut * columns);
            for (var row = 0; row < fanOut; row++)
                target.Slice(row * columns, columns).Fill(biases[row]);
            var weights = network.StoredWeights(layer);
            if (layer == 0)
                InnerBlockProduct.Add(weights, x, target, fanOut, columns, stride, columns, 1);
            else
                BlockProduct.Add(weights, fanIn, 1, h[layer - 1], target, fanOut, fanIn, columns);
            if (layer < shape.Depth)
                Nonlinearity.Apply(network.Activation, target, h[layer].AsSpan(0, fanOut * columns));
        }
    }

    /// <summary>Adds the gradient of the objective, each tensor with its factor, to arrays that may be the weights themselves.</summary>
    /// <param name="network">The network of the last forward pass.</param>
    /// <param name="weights">Targets for weights, laid out as the network's.</param>
    /// <param name="biases">Targets for biases.</param>
    /// <param name="factors">Factor of each layer's weights and biases.</param>
    public void AddGradient(
        Mlp network,
        float[][] weights,
        float[][] biases,
        ReadOnlySpan<(float Weight, float Bias)> factors
    )
    {
        for (var layer = shape.Depth; layer >= 0; layer--)
        {
            var (fanIn, fanOut) = (shape.Sizes[layer], shape.Sizes[layer + 1]);
            var upper = delta[layer].AsSpan(0, fanOut * columns);
            if (layer > 0)
            {
                var lower = delta[layer - 1].AsSpan(0, fanIn * columns);
                lower.Clear();
                BlockProduct.Add(network.StoredWeights(layer), 1, fanIn, upper, lower, fanIn, fanOut, columns);
                Nonlinearity.MultiplySlopes(
                    network.Activation,
                    z[layer - 1].AsSpan(0, fanIn * columns),
                    h[layer - 1].AsSpan(0, fanIn * columns),
                    lower
                );
            }
            if (factors[layer].Bias != 0)
                for (var row = 0; row < fanOut; row++)
                    biases[layer][row] +=
                        factors[layer].Bias * TensorPrimitives.Sum(upper.Slice(row * columns, columns));
            if (layer > 0)
            {
                InnerBlockProduct.Add(
                    upper,
                    h[layer - 1],
                    weights[layer],
                    fanOut,
                    fanIn,
                    columns,
                    fanIn,
                    factors[layer].Weight
                );
                continue;
            }
            TensorPrimitives.Multiply(upper, factors[layer].Weight, upper);
            BlockProduct.Add(upper, columns, 1, x, weights[0], fanOut, columns, Mlp.RowLength(shape, 0));
        }
    }

    private float[][] Buffers() => [.. shape.Sizes.Skip(1).Select(size => new float[size * Capacity])];
}
