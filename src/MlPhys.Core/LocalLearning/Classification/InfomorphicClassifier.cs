using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MlPhys.Data;
using MlPhys.Runs;

namespace MlPhys.LocalLearning;

/// <summary>
/// A classifier whose neurons learn by goals of their own, without gradients from elsewhere: hidden layers of infomorphic neurons
/// under an output layer that is shown the labels.
/// </summary>
/// <remarks>
/// The set-up of Schneider et al., arXiv 2412.02482: inputs with one global mean and deviation, batches of 1024, Adam, labels as
/// context while learning and none when asked.
/// </remarks>
/// <example><c>InfomorphicClassifier.Of(Datasets.Mnist().Train).WithHidden(100).WithGoal(Goals.Trivariate.Optimised).Train()</c></example>
public sealed record InfomorphicClassifier
{
    private readonly Examples _examples;

    private InfomorphicClassifier(Examples examples)
    {
        _examples = examples;
        var (mean, deviation) = examples.Moments();
        Design = new ClassifierDesign
        {
            Inputs = examples.Size,
            Classes = examples.Classes,
            Shape = examples.Shape,
            Mean = mean,
            Deviation = deviation,
        };
    }

    /// <summary>Epochs to train; 100 unless set.</summary>
    public int Epochs { get; private init; } = 100;

    /// <summary>Threads; no result depends on them.</summary>
    public int Threads { get; private init; } = Environment.ProcessorCount;

    /// <summary>Path of the checkpoint; empty: none.</summary>
    public string CheckpointPath { get; private init; } = "";

    private ClassifierDesign Design { get; init; }

    private bool ArePassesChosen { get; init; }

    /// <summary>Begins a classifier of images.</summary>
    /// <exception cref="ArgumentException">No image.</exception>
    public static InfomorphicClassifier Of(LabelledImages images) => new(Examples.Of(images));

    /// <summary>Begins a classifier of any inputs.</summary>
    /// <param name="x">Inputs, [example, feature].</param>
    /// <param name="labels">Class of each, 0 to classes - 1.</param>
    /// <param name="classes">Number of classes, at least 2.</param>
    /// <exception cref="ArgumentException">Shapes that do not fit, a label out of range, a number that is not finite.</exception>
    public static InfomorphicClassifier Of(float[,] x, int[] labels, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        return new InfomorphicClassifier(Examples.Of(x, labels, classes));
    }

    /// <summary>Sets the hidden layers, from the input up; none: output neurons read the input. Two or more layers take 8 passes.</summary>
    /// <param name="neurons">Neurons of each layer, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">A layer of fewer than two neurons.</exception>
    public InfomorphicClassifier WithHidden(params int[] neurons)
    {
        foreach (var count in neurons)
            ArgumentOutOfRangeException.ThrowIfLessThan(count, 2, nameof(neurons));
        return With(Design with { Hidden = [.. neurons] });
    }

    /// <summary>Sets the goal of the hidden neurons and, by its sources, their kind: F and C, F and L, or F, C and L.</summary>
    /// <exception cref="ArgumentException">The goal speaks of other sources.</exception>
    public InfomorphicClassifier WithGoal(Goal goal)
    {
        var model = string.Concat(goal.Sources) switch
        {
            "FC" => NeuronModel.Context,
            "FL" => NeuronModel.Lateral,
            "FCL" => NeuronModel.Trivariate,
            var other => throw new ArgumentException(
                $"the goal speaks of {other}, expected F and C, F and L, or F, C and L",
                nameof(goal)
            ),
        };
        return With(Design with { HiddenGoal = GoalRecord.Of(goal), Neuron = NeuronRecord.Of(model) });
    }

    /// <summary>Replaces the published kind of the hidden neurons, for example their bins; to be called after WithGoal.</summary>
    /// <exception cref="ArgumentException">Its sources are not those of the goal.</exception>
    public InfomorphicClassifier WithNeurons(NeuronModel model) =>
        model.Sources.SequenceEqual(Design.HiddenGoal.Sources, StringComparer.Ordinal)
            ? With(Design with { Neuron = NeuronRecord.Of(model) })
            : throw new ArgumentException(
                $"the neurons have sources {string.Join(", ", model.Sources)}, the goal {string.Join(", ", Design.HiddenGoal.Sources)}",
                nameof(model)
            );

    /// <summary>Connects each hidden neuron to so many random others only.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one.</exception>
    public InfomorphicClassifier WithLateralPartners(int partners)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(partners, 1);
        return With(Design with { LateralPartners = partners });
    }

    /// <summary>The context of the hidden neurons becomes the network's own output of the pass before, instead of the label.</summary>
    public InfomorphicClassifier WithFeedback() => With(Design with { HasFeedback = true });

    /// <summary>The hidden neurons stay as they are drawn: what a random layer is worth.</summary>
    /// <remarks>
    /// With the more probable outputs it comes out as the paper's random layer; small random weights leave sampled outputs mostly noise.
    /// </remarks>
    /// <param name="sampled">Whether the outputs are drawn, as those of learning neurons are; else each gives its more probable one.</param>
    public InfomorphicClassifier WithRandomHidden(bool sampled = false) =>
        With(Design with { IsHiddenFixed = true, IsHiddenSampled = sampled });

    /// <summary>Sets the number of passes in which neighbours, layers and output settle.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 60.</exception>
    public InfomorphicClassifier WithPasses(int passes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(passes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(passes, 60);
        return this with { Design = Design with { Passes = passes }, ArePassesChosen = true };
    }

    /// <summary>Sets the number of epochs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0.</exception>
    public InfomorphicClassifier WithEpochs(int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        return this with { Epochs = epochs };
    }

    /// <summary>Sets the batch size; the joint tables are counted over a batch.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer samples than one axis has bins, so that no bin could be filled twice.</exception>
    public InfomorphicClassifier WithBatchSize(int samples)
    {
        if (samples <= Design.LargestBinCount)
            throw new ArgumentOutOfRangeException(
                nameof(samples),
                samples,
                $"a batch must hold more samples than the {Design.LargestBinCount} bins of an input"
            );
        return With(Design with { BatchSize = samples });
    }

    /// <summary>Sets the learning rates of Adam and their L2 penalties.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A rate or penalty below 0.</exception>
    public InfomorphicClassifier WithRates(
        double hidden = 0.002,
        double output = 0.003,
        double hiddenDecay = 3.5e-4,
        double outputDecay = 1.5e-4
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hidden);
        ArgumentOutOfRangeException.ThrowIfNegative(output);
        ArgumentOutOfRangeException.ThrowIfNegative(hiddenDecay);
        ArgumentOutOfRangeException.ThrowIfNegative(outputDecay);
        return With(
            Design with
            {
                HiddenRate = hidden,
                OutputRate = output,
                HiddenDecay = hiddenDecay,
                OutputDecay = outputDecay,
            }
        );
    }

    /// <summary>Sets the part at the end of the examples that is not trained on but watched; 0.2 unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not at least 0 and below 1.</exception>
    public InfomorphicClassifier WithValidation(double fraction) =>
        fraction is >= 0 and < 1
            ? With(Design with { ValidationFraction = fraction })
            : throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "expected at least 0 and below 1");

    /// <summary>Records the atoms of every hidden neuron each so many epochs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public InfomorphicClassifier WithAtomsEvery(int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        return With(Design with { AtomsEvery = epochs });
    }

    /// <summary>Sets the seed of all randomness.</summary>
    public InfomorphicClassifier WithSeed(long seed) => With(Design with { Seed = seed });

    /// <summary>Sets the number of threads.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public InfomorphicClassifier WithThreads(int threads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        return this with { Threads = threads };
    }

    /// <summary>Saves after every epoch to a file, and goes on from what is there.</summary>
    public InfomorphicClassifier WithCheckpoint(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return this with { CheckpointPath = path };
    }

    /// <summary>Trains the classifier.</summary>
    /// <param name="progress">Told after each batch and epoch.</param>
    /// <param name="cancellation">Stops between batches; the last whole epoch stays in the checkpoint.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="InvalidDataException">The checkpoint belongs to other settings or other examples.</exception>
    /// <exception cref="InvalidOperationException">No batch has more samples than an input has bins.</exception>
    public TrainedClassifier Train(IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        var held = (int)(_examples.Count * Design.ValidationFraction);
        if (Math.Min(Design.BatchSize, _examples.Count - held) is var largest && largest <= Design.LargestBinCount)
            throw new InvalidOperationException(
                $"the largest batch has {largest} samples, expected more than the {Design.LargestBinCount} bins of an input"
            );
        var training = _examples.Range(0, _examples.Count - held);
        var validation = held > 0 ? _examples.Range(_examples.Count - held, _examples.Count) : null;
        var file =
            CheckpointPath.Length > 0 ? CheckpointFile.At(CheckpointPath, ClassifierState.Kind, Fingerprint()) : null;
        var state = file is { Exists: true }
            ? ClassifierState.Of(file.Load().State, Threads)
            : new ClassifierState(Design, Threads);
        new ClassifierTraining(state, training, validation).Run(Epochs, file, progress, cancellation);
        return new TrainedClassifier(state);
    }

    private InfomorphicClassifier With(ClassifierDesign design) =>
        this with
        {
            Design = ArePassesChosen ? design : design with { Passes = UsualPasses(design) },
        };

    private static int UsualPasses(ClassifierDesign design) =>
        design.Hidden.Length > 1 ? 8
        : design.Hidden.Length == 1
        && (design.HasFeedback || design.Neuron.Sources.Contains("L", StringComparer.Ordinal))
            ? 2
        : 1;

    /// <summary>The network that would be trained.</summary>
    public override string ToString() => $"{Design.Summary}; {Epochs} epochs on {_examples.Count} examples";

    /// <summary>What a checkpoint must fit: the architecture in words, then digests of all settings and of the examples.</summary>
    internal string Fingerprint() =>
        $"{Design.Summary}; settings {Digest(JsonSerializer.Serialize(Design))}, examples {Digest(_examples.Fingerprint())}";

    private static string Digest(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
