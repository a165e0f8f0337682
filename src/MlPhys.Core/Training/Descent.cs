using System.Numerics.Tensors;
using MlPhys.Runs;

namespace MlPhys.Training;

/// <summary>Gradient descent on the acting weights, with momentum where asked.</summary>
internal sealed class Descent
{
    private readonly TrainingPlan plan;
    private readonly (double Weight, double Bias)[] rates;
    private readonly (float Weight, float Bias)[] factors;
    private readonly float[][] velocities;
    private readonly float[][] biasVelocities;
    private readonly float[] outputs;
    private readonly float[] derivatives;

    /// <summary>Prepares the buffers; a batch of one chunk without momentum goes straight to the weights and needs none.</summary>
    public Descent(Mlp network, TrainingPlan plan, bool isOneChunk)
    {
        this.plan = plan;
        var layers = Enumerable.Range(0, network.Shape.Layers).ToArray();
        rates = network.Parametrisation.KernelFactors(network.Shape);
        factors = new (float, float)[layers.Length];
        var isDirect = isOneChunk && plan.Momentum == 0;
        velocities = isDirect ? [] : [.. layers.Select(l => new float[network.StoredWeights(l).Length])];
        biasVelocities = isDirect ? [] : [.. layers.Select(l => new float[network.StoredBiases(l).Length])];
        (outputs, derivatives) = (new float[network.Shape.Outputs], new float[network.Shape.Outputs]);
    }

    private bool IsDirect => velocities.Length == 0;

    /// <summary>Does one step and returns the mean loss of its samples before it.</summary>
    public double Move(
        Mlp network,
        TrainingData data,
        ReadOnlySpan<int> samples,
        double rate,
        float[,]? offsets,
        MlpWorkspace workspace
    )
    {
        for (var layer = 0; layer < factors.Length; layer++)
            factors[layer] = IsDirect
                ? ((float)(-rate * rates[layer].Weight), (float)(-rate * rates[layer].Bias))
                : (1, rates[layer].Bias == 0 ? 0 : 1);
        foreach (var velocity in velocities.Concat(biasVelocities))
            TensorPrimitives.Multiply(velocity, (float)plan.Momentum, velocity);
        var sum = 0.0;
        for (var first = 0; first < samples.Length; first += workspace.Capacity)
        {
            var chunk = samples[first..Math.Min(first + workspace.Capacity, samples.Length)];
            workspace.Forward(network, data, chunk);
            for (var n = 0; n < chunk.Length; n++)
                sum += Differentiate(data, chunk[n], n, samples.Length, offsets, workspace);
            var (weights, biases) = IsDirect ? (network.AllWeights, network.AllBiases) : (velocities, biasVelocities);
            if (double.IsFinite(sum))
                workspace.AddGradient(network, weights, biases, factors);
        }
        if (!IsDirect)
            for (var layer = 0; layer < factors.Length; layer++)
            {
                Follow(velocities[layer], rate * rates[layer].Weight, network.StoredWeights(layer));
                Follow(biasVelocities[layer], rate * rates[layer].Bias, network.StoredBiases(layer));
            }
        return sum / samples.Length;
    }

    /// <summary>The weights of a network and the velocities.</summary>
    public Checkpoint Save(Mlp network)
    {
        var state = Checkpoint.Empty;
        foreach (var (name, values) in Tensors(network))
            state = state.With(name, values);
        return state;
    }

    /// <summary>Takes up what <see cref="Save"/> stored.</summary>
    /// <exception cref="InvalidDataException">A tensor is missing or has another length.</exception>
    public void Load(Checkpoint state, Mlp network)
    {
        foreach (var (name, values) in Tensors(network))
        {
            if (!state.Arrays.TryGetValue(name, out var stored) || stored.Length != values.Length)
                throw new InvalidDataException(
                    $"the checkpoint has {(stored is null ? "no" : $"{stored.Length} numbers in")} '{name}'; the network has {values.Length}"
                );
            stored.As<float>().CopyTo(values, 0);
        }
    }

    private IEnumerable<(string Name, float[] Values)> Tensors(Mlp network) =>
        new[]
        {
            ("weights", network.AllWeights),
            ("biases", network.AllBiases),
            ("velocities", velocities),
            ("bias-velocities", biasVelocities),
        }.SelectMany(kind => kind.Item2.Select((values, layer) => ($"{kind.Item1}.{layer}", values)));

    private double Differentiate(
        TrainingData data,
        int sample,
        int column,
        int count,
        float[,]? offsets,
        MlpWorkspace workspace
    )
    {
        for (var k = 0; k < outputs.Length; k++)
            outputs[k] = workspace.Output(k, column) - (offsets is null ? 0 : offsets[sample, k]);
        var loss = SampleLoss.Differentiate(plan.Loss, outputs, data.Target(sample), derivatives);
        for (var k = 0; k < outputs.Length; k++)
            workspace.SetDerivative(k, column, derivatives[k] / count);
        return loss;
    }

    private static void Follow(float[] velocity, double rate, float[] target) =>
        TensorPrimitives.MultiplyAdd(velocity, (float)-rate, target, target);
}
