using MlPhys.Numerics.Random;
using MlPhys.Runs;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MlPhys.Training;

/// <summary>A small convolutional network in training, by libtorch. It can stop between any two steps and go on to the same bits.</summary>
public sealed class ConvolutionalRun : ITrainingRun
{
    private readonly Sequential network;
    private readonly Sequential? initial;
    private readonly (string Name, Parameter Parameter, TensorScale Scale)[] tensors;
    private readonly Tensor[] velocities;
    private readonly BatchOrder order;
    private readonly TrainingData data;
    private readonly TrainingPlan plan;
    private readonly ConvolutionalShape shape;

    private ConvolutionalRun(
        ConvolutionalShape shape,
        Parametrisation parametrisation,
        MlpActivation activation,
        TrainingData data,
        TrainingPlan plan,
        long seed
    )
    {
        (this.shape, this.data, this.plan) = (shape, data, plan);
        network = Build(shape, activation);
        tensors = [.. Scaled(network, shape, parametrisation)];
        Draw(tensors, Seeds.Derive(seed, "init"));
        velocities = [.. tensors.Select(t => zeros_like(t.Parameter).DetachFromDisposeScope())];
        order = new BatchOrder(data.Samples, plan.Batch, new RandomStream(seed).Split("batches"));
        if (!plan.IsCentred)
            return;
        initial = Build(shape, activation);
        Draw([.. Scaled(initial, shape, parametrisation)], Seeds.Derive(seed, "init"));
    }

    /// <inheritdoc/>
    public int Step { get; private set; }

    /// <inheritdoc/>
    public bool IsDiverged { get; private set; }

    /// <summary>Begins a run.</summary>
    /// <param name="shape">Sizes.</param>
    /// <param name="parametrisation">How it scales with its number of channels.</param>
    /// <param name="activation">Non-linearity.</param>
    /// <param name="data">Images in C order of (channels, rows, columns).</param>
    /// <param name="plan">How it learns.</param>
    /// <param name="seed">Seed of the weights and the order of samples.</param>
    /// <exception cref="ArgumentException">The data does not fit the network.</exception>
    public static ConvolutionalRun Start(
        ConvolutionalShape shape,
        Parametrisation parametrisation,
        MlpActivation activation,
        TrainingData data,
        TrainingPlan plan,
        long seed
    )
    {
        if (data.Dimension != shape.Inputs || data.Outputs != shape.Outputs)
            throw new ArgumentException(
                $"the data has {data.Dimension} inputs and {data.Outputs} outputs; the network has {shape.Inputs} and {shape.Outputs}",
                nameof(data)
            );
        return new ConvolutionalRun(shape, parametrisation, activation, data, plan, seed);
    }

    /// <inheritdoc/>
    public void Advance(int steps)
    {
        var end = (int)Math.Min((long)Step + steps, plan.Steps);
        while (Step < end && !IsDiverged)
        {
            using var scope = NewDisposeScope();
            IsDiverged = !double.IsFinite(Move(order.Of(Step).ToArray(), plan.RateAt(Step)));
            Step++;
        }
    }

    /// <inheritdoc/>
    public Score Evaluate(TrainingData data)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var parts = new List<Tensor>();
        for (var first = 0; first < data.Samples; first += 256)
            parts.Add(Outputs(Images(data, [.. Enumerable.Range(first, Math.Min(256, data.Samples - first))])));
        return Score.Of((float[,])cat([.. parts], 0).data<float>().ToNDArray(), data, plan.Loss);
    }

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> ToModule() => network;

    /// <inheritdoc/>
    public double KernelRate(string parameter) => tensors.Single(t => t.Name == parameter).Scale.ActingRate;

    /// <inheritdoc/>
    public Checkpoint Save()
    {
        var state = Checkpoint.Empty.WithMetadata(new State(Step, IsDiverged));
        for (var i = 0; i < tensors.Length; i++)
            state = state
                .With($"weights.{i}", tensors[i].Parameter.detach().data<float>().ToArray())
                .With($"velocities.{i}", velocities[i].data<float>().ToArray());
        return state;
    }

    /// <summary>Goes on from a state that <see cref="Save"/> stored for a run begun in the same way.</summary>
    /// <exception cref="KeyNotFoundException">The state is of another network.</exception>
    public ConvolutionalRun Resume(Checkpoint state)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        for (var i = 0; i < tensors.Length; i++)
        {
            tensors[i].Parameter.copy_(tensor(state.Array($"weights.{i}").As<float>(), tensors[i].Parameter.shape));
            velocities[i].copy_(tensor(state.Array($"velocities.{i}").As<float>(), tensors[i].Parameter.shape));
        }
        (Step, IsDiverged) = state.MetadataAs<State>();
        return this;
    }

    private double Move(int[] samples, double rate)
    {
        var outputs = Outputs(Images(data, samples));
        var targets = tensor(
            samples.SelectMany(n => data.Target(n).ToArray()).ToArray(),
            [samples.Length, shape.Outputs]
        );
        var loss =
            plan.Loss == TrainingLoss.HalfSquare
                ? (outputs - targets).pow(2).sum() / (2.0 * samples.Length)
                : -(nn.functional.log_softmax(outputs, 1) * targets).sum() / samples.Length;
        var gradients = autograd.grad([loss], [.. tensors.Select(t => t.Parameter)]);
        using var untracked = no_grad();
        for (var i = 0; i < tensors.Length; i++)
        {
            velocities[i].mul_(plan.Momentum).add_(gradients[i]);
            tensors[i].Parameter.sub_(velocities[i] * (rate * tensors[i].Scale.ActingRate));
        }
        return loss.item<float>();
    }

    private Tensor Outputs(Tensor images) =>
        initial is null ? network.call(images) : network.call(images) - initial.call(images).detach();

    private Tensor Images(TrainingData from, int[] samples) =>
        tensor(
            samples.SelectMany(n => from.Input(n)[..from.Dimension].ToArray()).ToArray(),
            [samples.Length, shape.Channels, shape.Height, shape.Columns]
        );

    private static Sequential Build(ConvolutionalShape shape, MlpActivation activation)
    {
        var modules = new List<nn.Module<Tensor, Tensor>>();
        foreach (var (fanIn, _, _, isHalved) in shape.Layers())
        {
            modules.Add(nn.Conv2d(fanIn, shape.Width, 3, padding: 1));
            modules.Add(ActivationModule.Of(activation));
            if (isHalved)
                modules.Add(nn.AvgPool2d(2));
        }
        modules.AddRange([nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(shape.Width, shape.Outputs)]);
        return nn.Sequential(modules);
    }

    private static IEnumerable<(string, Parameter, TensorScale)> Scaled(
        Sequential network,
        ConvolutionalShape shape,
        Parametrisation parametrisation
    )
    {
        var layer = 0;
        foreach (var (name, parameter) in network.named_parameters())
        {
            var fanIn = layer == shape.Depth ? shape.Width : 9 * (layer == 0 ? shape.Channels : shape.Width);
            var scale = parametrisation.Of(fanIn, shape.Width, Parametrisation.RoleOf(layer, shape.Depth));
            var isBias = name.EndsWith("bias", StringComparison.Ordinal);
            yield return (name, parameter, isBias ? scale.Bias : scale.Weight);
            layer += isBias ? 1 : 0;
        }
    }

    private static void Draw((string, Parameter Parameter, TensorScale Scale)[] tensors, long seed)
    {
        using var untracked = no_grad();
        var random = new RandomStream(seed);
        foreach (var (_, parameter, scale) in tensors)
        {
            using var drawn = tensor(
                random.Gaussians((int)parameter.numel()).Select(g => (float)(g * scale.ActingDeviation)).ToArray(),
                parameter.shape
            );
            parameter.copy_(drawn);
        }
    }

    private sealed record State(int Step, bool IsDiverged);
}
