using System.Collections.Immutable;
using MlPhys.Curvature.Layers;
using MlPhys.Numerics.Random;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Objectives;

/// <summary>A network's mean loss over data as a function of its flat parameter vector.</summary>
public sealed record Objective
{
    private Objective(NetworkStructure structure, Tensor input, Tensor target, LossFunction loss) =>
        (Structure, Input, Target, Loss) = (structure, input, target, loss);

    /// <summary>The network.</summary>
    public NetworkStructure Structure { get; }

    /// <summary>Inputs [N, ...].</summary>
    public Tensor Input { get; private init; }

    /// <summary>Targets [N, ...].</summary>
    public Tensor Target { get; private init; }

    /// <summary>The loss.</summary>
    public LossFunction Loss { get; }

    /// <summary>lambda of the term lambda/2 |theta|^2.</summary>
    public double WeightDecay { get; private init; }

    /// <summary>Samples in a batch.</summary>
    public int BatchSize { get; private init; } = 4096;

    /// <summary>Number of parameters P.</summary>
    public int Dimension => Structure.Parameters.Length;

    /// <summary>Number of samples N.</summary>
    public int Samples => (int)Input.shape[0];

    /// <summary>The mean loss of a network over data.</summary>
    /// <param name="model">The network; its mode (training or evaluation) stays as it is.</param>
    /// <param name="input">Inputs [N, ...].</param>
    /// <param name="target">Targets [N, ...].</param>
    /// <param name="loss">The loss.</param>
    /// <exception cref="ArgumentException">No parameters or broken ones, inputs not finite, or other numbers of inputs and targets.</exception>
    public static Objective Of(nn.Module<Tensor, Tensor> model, Tensor input, Tensor target, LossFunction loss)
    {
        var structure = NetworkStructure.Of(model);
        if (input.shape[0] != target.shape[0] || input.shape[0] == 0)
            throw new ArgumentException(
                $"there are {input.shape[0]} inputs and {target.shape[0]} targets; as many are needed, at least one",
                nameof(target)
            );
        using var scope = NewDisposeScope();
        if (input.is_floating_point() && !input.isfinite().all().item<bool>())
            throw new ArgumentException("the inputs have entries that are not finite", nameof(input));
        var objective = new Objective(structure, input, target, loss);
        using (no_grad())
            loss.Value(model.call(input.narrow(0, 0, 1)), target.narrow(0, 0, 1));
        return objective;
    }

    /// <summary>With the term lambda/2 |theta|^2 added, whose gradient is lambda theta.</summary>
    /// <param name="lambda">Finite, not negative.</param>
    /// <exception cref="ArgumentException">Negative or not finite.</exception>
    public Objective WithWeightDecay(double lambda) =>
        double.IsFinite(lambda) && lambda >= 0
            ? this with
            {
                WeightDecay = lambda,
            }
            : throw new ArgumentException($"lambda is {lambda}; it must be finite and not negative", nameof(lambda));

    /// <summary>With the data taken in batches, whose sums are the same to rounding.</summary>
    /// <param name="size">Samples in a batch, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public Objective InBatches(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        return this with { BatchSize = size };
    }

    /// <summary>Over a random part of the data, without replacement.</summary>
    /// <param name="samples">How many, at least 1 and at most N.</param>
    /// <param name="seed">Which part.</param>
    /// <exception cref="ArgumentOutOfRangeException">Too few or too many.</exception>
    public Objective Subsampled(int samples, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(samples, Samples);
        var chosen = new RandomStream(seed).Split("subsample").Permutation(Samples)[..samples];
        using var index = tensor(chosen.Select(i => (long)i).ToArray());
        return this with
        {
            Input = Input.index_select(0, index).DetachFromDisposeScope(),
            Target = Target.index_select(0, index).DetachFromDisposeScope(),
        };
    }

    /// <summary>The data in batches, with their shares of the mean; their tensors are views.</summary>
    public ImmutableArray<Batch> Batches() =>
        [
            .. Enumerable
                .Range(0, (Samples + BatchSize - 1) / BatchSize)
                .Select(i => (Start: i * BatchSize, Count: Math.Min(BatchSize, Samples - i * BatchSize)))
                .Select(part => new Batch(
                    Input.narrow(0, part.Start, part.Count),
                    Target.narrow(0, part.Start, part.Count),
                    (double)part.Count / Samples
                )),
        ];

    /// <summary>The loss at the current parameters.</summary>
    public double Value()
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var sum = Batches()
            .Sum(b =>
                b.Weight * Loss.Value(Structure.Module.call(b.Input), b.Target).to(ScalarType.Float64).item<double>()
            );
        return WeightDecay > 0 ? sum + 0.5 * WeightDecay * Structure.Parameters.Read().Sum(t => t * t) : sum;
    }

    /// <summary>The gradient at the current parameters, length P.</summary>
    public double[] Gradient()
    {
        using var tracked = enable_grad();
        using var scope = NewDisposeScope();
        var sum = zeros(Dimension, ScalarType.Float64);
        foreach (var batch in Batches())
        {
            using var inner = NewDisposeScope();
            var loss = Loss.Value(Structure.Module.call(batch.Input), batch.Target);
            var parts = Gradients.Of([loss], Structure.Parameters, null, false);
            sum.add_(ParameterVector.Join(parts).to(ScalarType.Float64).detach(), alpha: batch.Weight);
        }
        var gradient = sum.data<double>().ToArray();
        if (WeightDecay > 0)
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(
                Structure.Parameters.Read(),
                WeightDecay,
                gradient,
                gradient
            );
        return gradient;
    }
}
