using MlPhys.Numerics.Random;
using MlPhys.Runs;

namespace MlPhys.LocalLearning;

/// <summary>Trains a classifier epoch by epoch; what an epoch does depends on seed and epoch only, so that a run can be resumed.</summary>
internal sealed class ClassifierTraining(ClassifierState state, Examples training, Examples? validation)
{
    private ClassifierDesign Design => state.Design;

    /// <summary>Trains until so many epochs are done.</summary>
    public void Run(int epochs, CheckpointFile? file, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        for (var epoch = state.History.Count + 1; epoch <= epochs; epoch++)
        {
            var (hidden, output) = Epoch(epoch, progress, epochs, cancellation);
            var accuracy = validation is null ? double.NaN : Accuracy(validation, cancellation);
            state.History.Add(new ClassifierEpoch(epoch, accuracy, hidden, output));
            file?.Save(state.Save());
            progress?.Report(
                new RunProgress(
                    "training",
                    epoch,
                    epochs,
                    FormattableString.Invariant($"validation {accuracy:0.0000}, output goal {output:0.0000} bits")
                )
            );
        }
    }

    /// <summary>Fraction of the examples that are classified rightly without labels.</summary>
    public double Accuracy(Examples examples, CancellationToken cancellation)
    {
        var right = 0;
        for (var (first, draw) = (0, -1); first < examples.Count; first += Design.BatchSize, draw--)
        {
            cancellation.ThrowIfCancellationRequested();
            int[] indices = [.. Enumerable.Range(first, Math.Min(Design.BatchSize, examples.Count - first))];
            var batch = examples.Gather(indices, Design.Mean, Design.Deviation);
            right += state.Classify(batch, draw).Zip(batch.Labels).Count(pair => pair.First == pair.Second);
        }
        return (double)right / examples.Count;
    }

    private (double Hidden, double Output) Epoch(
        int epoch,
        IProgress<RunProgress>? progress,
        int epochs,
        CancellationToken cancellation
    )
    {
        var network = state.Network;
        var order = new RandomStream(Seeds.Derive(Design.Seed, "order", epoch)).Permutation(training.Count);
        var left = training.Count % Design.BatchSize;
        var batches = training.Count / Design.BatchSize + (left > Design.LargestBinCount ? 1 : 0);
        var (hidden, output) = (0.0, 0.0);
        for (var b = 0; b < batches; b++)
        {
            cancellation.ThrowIfCancellationRequested();
            var end = Math.Min((b + 1) * Design.BatchSize, training.Count);
            var batch = training.Gather(order.AsSpan((b * Design.BatchSize)..end), Design.Mean, Design.Deviation);
            var records = Design.AtomsEvery > 0 && b == 0 && (epoch - 1) % Design.AtomsEvery == 0;
            network.Learn(batch, records);
            if (records && !Design.IsHiddenFixed)
                for (var l = 0; l < network.Hidden.Length; l++)
                    state.Atoms.Add(new AtomSnapshot(epoch - 1, l, (double[,])network.Hidden[l].Atoms.Clone()));
            state.RecordFiring(b);
            hidden +=
                network.Hidden.Length == 0 || Design.IsHiddenFixed
                    ? double.NaN
                    : network.Hidden.Average(l => l.Goals.Average());
            output += network.Output.Goals.Average();
            progress?.Report(new RunProgress($"epoch {epoch} of {epochs}", b + 1, batches));
        }
        return (hidden / batches, output / batches);
    }
}
