using MlPhys.Data;
using MlPhys.Numerics.Random;
using MlPhys.Runs;

namespace MlPhys.LocalLearning;

/// <summary>
/// The peer with a global gradient: a network with one hidden layer of rectified units, softmax and cross-entropy, trained by
/// back-propagation on the same batches with the same optimiser.
/// </summary>
/// <example><c>BackpropClassifier.Of(Datasets.Mnist().Train).WithHidden(100).WithEpochs(20).Train()</c></example>
public sealed record BackpropClassifier
{
    private readonly Examples _examples;

    private BackpropClassifier(Examples examples) => _examples = examples;

    /// <summary>Rectified units.</summary>
    public int Hidden { get; private init; } = 100;

    /// <summary>Epochs to train.</summary>
    public int Epochs { get; private init; } = 20;

    /// <summary>Samples of a batch.</summary>
    public int BatchSize { get; private init; } = 1024;

    /// <summary>Learning rate of Adam.</summary>
    public double Rate { get; private init; } = 0.002;

    /// <summary>L2 penalty inside the gradient of Adam.</summary>
    public double Decay { get; private init; }

    /// <summary>Part at the end of the examples that is watched and not trained on.</summary>
    public double ValidationFraction { get; private init; } = 0.2;

    /// <summary>Seed of weights and order.</summary>
    public long Seed { get; private init; }

    /// <summary>Begins a classifier of images.</summary>
    /// <exception cref="ArgumentException">No image.</exception>
    public static BackpropClassifier Of(LabelledImages images) => new(Examples.Of(images));

    /// <summary>Begins a classifier of any inputs, [example, feature], with their classes 0 to classes - 1.</summary>
    /// <exception cref="ArgumentException">Shapes that do not fit, a label out of range, a number that is not finite.</exception>
    public static BackpropClassifier Of(float[,] x, int[] labels, int classes) => new(Examples.Of(x, labels, classes));

    /// <summary>Sets the number of hidden units.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public BackpropClassifier WithHidden(int units)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(units, 1);
        return this with { Hidden = units };
    }

    /// <summary>Sets the number of epochs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0.</exception>
    public BackpropClassifier WithEpochs(int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        return this with { Epochs = epochs };
    }

    /// <summary>Sets the batch size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public BackpropClassifier WithBatchSize(int samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        return this with { BatchSize = samples };
    }

    /// <summary>Sets learning rate and L2 penalty.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0.</exception>
    public BackpropClassifier WithRate(double rate, double decay = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        ArgumentOutOfRangeException.ThrowIfNegative(decay);
        return this with { Rate = rate, Decay = decay };
    }

    /// <summary>Sets the part that is watched.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not at least 0 and below 1.</exception>
    public BackpropClassifier WithValidation(double fraction) =>
        fraction is >= 0 and < 1
            ? this with
            {
                ValidationFraction = fraction,
            }
            : throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "expected at least 0 and below 1");

    /// <summary>Sets the seed.</summary>
    public BackpropClassifier WithSeed(long seed) => this with { Seed = seed };

    /// <summary>Trains the network.</summary>
    /// <param name="progress">Told after each epoch.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public TrainedBackprop Train(IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        var held = (int)(_examples.Count * ValidationFraction);
        var training = _examples.Range(0, _examples.Count - held);
        var (mean, deviation) = _examples.Moments();
        var network = new BackpropNetwork(_examples.Size, Hidden, _examples.Classes, new Adam(Rate, Decay), Seed);
        var trained = new TrainedBackprop(network, mean, deviation, BatchSize);
        var history = new List<BackpropEpoch>();
        for (var epoch = 1; epoch <= Epochs; epoch++)
        {
            var order = new RandomStream(Seeds.Derive(Seed, "order", epoch)).Permutation(training.Count);
            var losses = new List<double>();
            foreach (var part in order.Chunk(BatchSize))
            {
                cancellation.ThrowIfCancellationRequested();
                losses.Add(network.Learn(training.Gather(part, mean, deviation)));
            }
            var accuracy =
                held > 0 ? trained.Accuracy(_examples.Range(_examples.Count - held, _examples.Count)) : double.NaN;
            history.Add(new BackpropEpoch(epoch, accuracy, losses.Average()));
            progress?.Report(
                new RunProgress("training", epoch, Epochs, FormattableString.Invariant($"validation {accuracy:0.0000}"))
            );
        }
        return trained.With(history);
    }
}
