using System.Globalization;
using MlPhys.Numerics.Random;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlPhys.Training;

/// <summary>A multilayer perceptron by the weights that act: multipliers of its parametrisation are inside them.</summary>
/// <remarks>Descent on theta at rate eta is descent on the acting weights at rate eta times <see cref="TensorScale.ActingRate"/>.</remarks>
public sealed class Mlp
{
    private readonly float[][] weights;
    private readonly float[][] biases;

    private Mlp(
        MlpShape shape,
        Parametrisation parametrisation,
        MlpActivation activation,
        float[][] weights,
        float[][] biases
    )
    {
        (Shape, Parametrisation, Activation) = (shape, parametrisation, activation);
        (this.weights, this.biases) = (weights, biases);
    }

    /// <summary>Sizes.</summary>
    public MlpShape Shape { get; }

    /// <summary>How it scales with width.</summary>
    public Parametrisation Parametrisation { get; }

    /// <summary>Non-linearity between layers.</summary>
    public MlpActivation Activation { get; }

    /// <summary>A fresh network.</summary>
    /// <param name="shape">Sizes.</param>
    /// <param name="parametrisation">How it scales with width.</param>
    /// <param name="activation">Non-linearity.</param>
    /// <param name="seed">Seed of the weights.</param>
    public static Mlp Initial(MlpShape shape, Parametrisation parametrisation, MlpActivation activation, long seed)
    {
        var random = new RandomStream(seed).Split("weights");
        var (weights, biases) = (new float[shape.Layers][], new float[shape.Layers][]);
        for (var layer = 0; layer < shape.Layers; layer++)
        {
            var scale = parametrisation.Of(shape, layer);
            var (fanIn, fanOut) = (shape.Sizes[layer], shape.Sizes[layer + 1]);
            var draws = random.Split(layer);
            var matrix = new float[fanOut * RowLength(shape, layer)];
            for (var row = 0; row < fanOut; row++)
                Fill(draws, matrix.AsSpan(row * RowLength(shape, layer), fanIn), scale.Weight.ActingDeviation);
            biases[layer] = new float[fanOut];
            Fill(draws, biases[layer], scale.Bias.ActingDeviation);
            weights[layer] = matrix;
        }
        return new Mlp(shape, parametrisation, activation, weights, biases);
    }

    /// <summary>A network of given acting weights.</summary>
    /// <param name="parametrisation">How it scales with width.</param>
    /// <param name="activation">Non-linearity.</param>
    /// <param name="weights">Matrices [fan-out, fan-in], first layer first.</param>
    /// <param name="biases">Vectors [fan-out].</param>
    /// <exception cref="ArgumentException">Layers do not follow on each other, or hidden layers differ in width.</exception>
    public static Mlp Of(
        Parametrisation parametrisation,
        MlpActivation activation,
        float[][,] weights,
        float[][] biases
    )
    {
        if (weights.Length < 2 || biases.Length != weights.Length)
            throw new ArgumentException(
                $"{weights.Length} weights and {biases.Length} biases; expected as many of each, 2 or more",
                nameof(weights)
            );
        var shape = new MlpShape(
            weights[0].GetLength(1),
            weights[0].GetLength(0),
            weights.Length - 1,
            weights[^1].GetLength(0)
        );
        var stored = new float[weights.Length][];
        for (var layer = 0; layer < weights.Length; layer++)
        {
            var (fanIn, fanOut) = (shape.Sizes[layer], shape.Sizes[layer + 1]);
            if (
                weights[layer].GetLength(0) != fanOut
                || weights[layer].GetLength(1) != fanIn
                || biases[layer].Length != fanOut
            )
                throw new ArgumentException(
                    $"layer {layer} is {weights[layer].GetLength(0)} x {weights[layer].GetLength(1)} with {biases[layer].Length} biases; expected {fanOut} x {fanIn} with {fanOut}",
                    nameof(weights)
                );
            var length = RowLength(shape, layer);
            stored[layer] = new float[fanOut * length];
            for (var row = 0; row < fanOut; row++)
                Buffer.BlockCopy(
                    weights[layer],
                    sizeof(float) * row * fanIn,
                    stored[layer],
                    sizeof(float) * row * length,
                    sizeof(float) * fanIn
                );
        }
        return new Mlp(shape, parametrisation, activation, stored, [.. biases.Select(b => (float[])b.Clone())]);
    }

    /// <summary>The acting weights of a layer [fan-out, fan-in].</summary>
    /// <param name="layer">Layer with weights, from 0.</param>
    public float[,] Weights(int layer)
    {
        var (fanIn, fanOut) = (Shape.Sizes[layer], Shape.Sizes[layer + 1]);
        var matrix = new float[fanOut, fanIn];
        for (var row = 0; row < fanOut; row++)
            Buffer.BlockCopy(
                weights[layer],
                sizeof(float) * row * RowLength(Shape, layer),
                matrix,
                sizeof(float) * row * fanIn,
                sizeof(float) * fanIn
            );
        return matrix;
    }

    /// <summary>The acting biases of a layer [fan-out].</summary>
    /// <param name="layer">Layer with weights, from 0.</param>
    public float[] Biases(int layer) => (float[])biases[layer].Clone();

    /// <summary>The outputs [samples, outputs] for inputs [samples, dimension].</summary>
    /// <exception cref="ArgumentException">The inputs have another dimension.</exception>
    public float[,] Outputs(float[,] inputs) => Outputs(TrainingData.Of(inputs, new float[inputs.GetLength(0), 1]));

    /// <summary>The outputs [samples, outputs] for the inputs of a data set.</summary>
    /// <exception cref="ArgumentException">The inputs have another dimension.</exception>
    public float[,] Outputs(TrainingData data)
    {
        RequireInputs(data);
        return new MlpWorkspace(Shape).Outputs(this, data);
    }

    /// <summary>The network as a module of dense layers of the acting weights, in single precision; <see cref="KernelRate"/> fits its parameters.</summary>
    public Sequential ToModule()
    {
        var modules = new List<nn.Module<Tensor, Tensor>>();
        for (var layer = 0; layer < Shape.Layers; layer++)
        {
            var dense = nn.Linear(Shape.Sizes[layer], Shape.Sizes[layer + 1]);
            using (no_grad())
            {
                using var weight = from_array(Weights(layer));
                using var bias = from_array(Biases(layer));
                dense.weight.copy_(weight);
                dense.bias!.copy_(bias);
            }
            modules.Add(dense);
            if (layer < Shape.Depth)
                modules.Add(ActivationModule.Of(Activation));
        }
        return nn.Sequential(modules);
    }

    /// <summary>Weight of a parameter of <see cref="ToModule"/> in the kernel that drives gradient descent on theta.</summary>
    /// <param name="name">Name such as 0.weight or 2.bias.</param>
    public double KernelRate(string name)
    {
        var layer =
            int.Parse(name.AsSpan(0, name.IndexOf('.', StringComparison.Ordinal)), CultureInfo.InvariantCulture) / 2;
        var scale = Parametrisation.Of(Shape, layer);
        return name.EndsWith("bias", StringComparison.Ordinal) ? scale.Bias.ActingRate : scale.Weight.ActingRate;
    }

    /// <summary>A copy that can be trained on its own.</summary>
    public Mlp Copy() =>
        new(
            Shape,
            Parametrisation,
            Activation,
            [.. weights.Select(w => (float[])w.Clone())],
            [.. biases.Select(b => (float[])b.Clone())]
        );

    /// <summary>Length of a stored row of weights: padded in the first layer, whose inner products run along inputs.</summary>
    internal static int RowLength(MlpShape shape, int layer) =>
        layer == 0 ? BlockProduct.Padded(shape.Inputs) : shape.Sizes[layer];

    internal float[][] AllWeights => weights;

    internal float[][] AllBiases => biases;

    internal float[] StoredWeights(int layer) => weights[layer];

    internal float[] StoredBiases(int layer) => biases[layer];

    /// <summary>The pre-activations of every layer, [units, samples] flattened; at most one chunk of samples.</summary>
    internal float[][] PreActivations(TrainingData data) => new MlpWorkspace(Shape).PreActivations(this, data);

    internal void RequireInputs(TrainingData data)
    {
        if (data.Dimension != Shape.Inputs)
            throw new ArgumentException(
                $"inputs have {data.Dimension} numbers; the network takes {Shape.Inputs}",
                nameof(data)
            );
    }

    private static void Fill(RandomStream random, Span<float> target, double deviation)
    {
        if (deviation == 0)
            return;
        for (var i = 0; i < target.Length; i++)
            target[i] = (float)(deviation * random.Gaussian());
    }
}
