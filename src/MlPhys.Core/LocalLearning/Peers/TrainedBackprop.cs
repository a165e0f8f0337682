using System.Collections.Immutable;
using MlPhys.Data;

namespace MlPhys.LocalLearning;

/// <summary>A network trained by back-propagation.</summary>
public sealed class TrainedBackprop
{
    private readonly BackpropNetwork _network;
    private readonly double _mean;
    private readonly double _deviation;
    private readonly int _batchSize;

    internal TrainedBackprop(BackpropNetwork network, double mean, double deviation, int batchSize) =>
        (_network, _mean, _deviation, _batchSize) = (network, mean, deviation, batchSize);

    /// <summary>Every epoch.</summary>
    public ImmutableArray<BackpropEpoch> History { get; private init; } = [];

    /// <summary>Fraction of images classified rightly.</summary>
    public double Accuracy(LabelledImages images) => Accuracy(Examples.Of(images));

    /// <summary>Fraction of inputs, [example, feature], classified rightly.</summary>
    public double Accuracy(float[,] x, int[] labels) => Accuracy(Examples.Of(x, labels, labels.Max() + 1));

    /// <summary>Where the training came to.</summary>
    public override string ToString() =>
        History.IsEmpty
            ? "a network that was not trained"
            : FormattableString.Invariant(
                $"back-propagation, after {History.Length} epochs validation {100 * History[^1].ValidationAccuracy:0.00} %"
            );

    internal double Accuracy(Examples examples) =>
        examples.Size == _network.Inputs
            ? Right(examples)
            : throw new ArgumentException(
                $"inputs of {examples.Size} numbers, expected {_network.Inputs}",
                nameof(examples)
            );

    private double Right(Examples examples) =>
        (double)
            Enumerable
                .Range(0, examples.Count)
                .Chunk(_batchSize)
                .Sum(part =>
                {
                    var batch = examples.Gather(part, _mean, _deviation);
                    return _network.Classify(batch).Zip(batch.Labels).Count(pair => pair.First == pair.Second);
                }) / examples.Count;

    internal TrainedBackprop With(IEnumerable<BackpropEpoch> history) =>
        new(_network, _mean, _deviation, _batchSize) { History = [.. history] };
}
