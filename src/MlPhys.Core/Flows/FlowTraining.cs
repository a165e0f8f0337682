using MlPhys.Flows.Fitting;
using MlPhys.Numerics.Random;
using MlPhys.Runs;

namespace MlPhys.Flows;

/// <summary>Fits a flow to samples: maximum likelihood, or flow matching where the flow has a continuous map; stops early by held-out samples.</summary>
/// <remarks>Adam with one epoch of warming up and half a cosine; single precision unless asked; the result does not depend on threads.</remarks>
/// <example><c>FlowTraining.Of(flow, samples).WithEpochs(40).WithPatience(5).Train()</c></example>
public sealed partial record FlowTraining
{
    private const int LeastSamplesPerVariable = 25;

    private FlowTraining(Flow flow, double[,] training, double[,] heldOut) =>
        (Flow, TrainingData, HeldOutData) = (flow, training, heldOut);

    /// <summary>Samples of a batch.</summary>
    public int BatchSize { get; private init; } = 1024;

    /// <summary>Epochs at most.</summary>
    public int Epochs { get; private init; } = 50;

    /// <summary>Largest learning rate.</summary>
    public double Rate { get; private init; } = 2e-3;

    /// <summary>Stops when so many epochs brought no better held-out loss; 0: never.</summary>
    public int Patience { get; private init; } = 10;

    /// <summary>Seed of order and augmentation.</summary>
    public long Seed { get; private init; }

    /// <summary>Whether to train in double precision.</summary>
    public bool IsDouble { get; private init; }

    /// <summary>Path of the checkpoint; empty: none.</summary>
    public string CheckpointPath { get; private init; } = "";

    internal Flow Flow { get; }

    internal double[,] TrainingData { get; private init; }

    internal double[,] HeldOutData { get; private init; }

    internal bool[] Free => Flow.Free;

    internal Moment[] Moments { get; private init; } = [];

    internal double MomentStrength { get; private init; }

    private Func<double[], RandomStream, double[]>? Augmentation { get; init; }

    /// <summary>Begins training; the last tenth of the samples is held out.</summary>
    /// <param name="flow">Where to start.</param>
    /// <param name="samples">Samples, [sample, variable]; conditions follow as further columns.</param>
    /// <exception cref="ArgumentException">Another number of columns, a number that is not finite, or too few samples.</exception>
    public static FlowTraining Of(Flow flow, double[,] samples)
    {
        var held = Math.Max(1, samples.GetLength(0) / 10);
        var count = samples.GetLength(0);
        return Of(flow, Rows(samples, 0, count - held), Rows(samples, count - held, count));
    }

    /// <summary>Begins training with held-out samples of one's own, such as later blocks of time.</summary>
    /// <param name="flow">Where to start.</param>
    /// <param name="samples">Samples, [sample, variable]; conditions follow as further columns.</param>
    /// <param name="heldOut">Samples that are watched and not trained on.</param>
    /// <exception cref="ArgumentException">Another number of columns, a number that is not finite, or too few samples.</exception>
    public static FlowTraining Of(Flow flow, double[,] samples, double[,] heldOut)
    {
        var columns = flow.Dimension + flow.ContextDimension;
        FlowInput.Check(samples, columns, nameof(samples), "variables and conditions");
        FlowInput.Check(heldOut, columns, nameof(heldOut), "variables and conditions");
        var least = LeastSamplesPerVariable * flow.Dimension;
        if (samples.GetLength(0) < least || heldOut.GetLength(0) == 0)
            throw new ArgumentException(
                $"{samples.GetLength(0)} samples to train on and {heldOut.GetLength(0)} held out, expected at least {least} and 1 for {flow.Dimension} variables",
                nameof(samples)
            );
        return new FlowTraining(flow, samples, heldOut);
    }

    /// <summary>Sets the batch size.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public FlowTraining WithBatchSize(int samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        return this with { BatchSize = samples };
    }

    /// <summary>Sets the number of epochs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public FlowTraining WithEpochs(int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        return this with { Epochs = epochs };
    }

    /// <summary>Sets the largest learning rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0.</exception>
    public FlowTraining WithRate(double rate) =>
        rate > 0 && double.IsFinite(rate)
            ? this with
            {
                Rate = rate,
            }
            : throw new ArgumentOutOfRangeException(nameof(rate), rate, "expected a finite number above 0");

    /// <summary>Sets how many epochs without a better held-out loss end the training; 0: none do.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0.</exception>
    public FlowTraining WithPatience(int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epochs);
        return this with { Patience = epochs };
    }

    /// <summary>Sets the seed.</summary>
    public FlowTraining WithSeed(long seed) => this with { Seed = seed };

    /// <summary>Trains in double precision.</summary>
    public FlowTraining WithDoublePrecision() => this with { IsDouble = true };

    /// <summary>Changes each sample each time it is used by something that leaves the density alone, such as a random rotation.</summary>
    /// <param name="augmentation">From a sample and a random stream to the sample to be used; may change and return its argument.</param>
    public FlowTraining WithAugmentation(Func<double[], RandomStream, double[]> augmentation) =>
        this with
        {
            Augmentation = augmentation,
        };

    /// <summary>
    /// Holds means of the flow's own samples at known values that finite data do not determine, such as those of homogeneity in the density of Carbone et al.,
    /// PRL 133, 184001 (2024): an augmented Lagrangian is added to the loss. The flow of the last epoch is kept.
    /// </summary>
    /// <param name="strength">Factor of half the squares of what the means lack, above 0; some units are enough, because the multipliers do the rest.</param>
    /// <param name="moments">The means.</param>
    /// <exception cref="ArgumentOutOfRangeException">A strength not above 0.</exception>
    /// <exception cref="ArgumentException">A moment takes a variable that the flow does not have.</exception>
    /// <exception cref="InvalidOperationException">The flow is conditional, a mixture or trained by flow matching: its samples have no such gradient here.</exception>
    public FlowTraining WithMoments(double strength, params IEnumerable<Moment> moments)
    {
        if (!(strength > 0 && double.IsFinite(strength)))
            throw new ArgumentOutOfRangeException(nameof(strength), strength, "expected a finite number above 0");
        if (Flow is not BijectiveFlow { ContextDimension: 0 } || Flow is NormalizingFlow { Continuous: not null })
            throw new InvalidOperationException(
                "moments are for flows that are one unconditional map trained by likelihood: not conditional, no mixture, no continuous map"
            );
        Moment[] all = [.. moments];
        foreach (var moment in all)
            moment.Require(Flow.Dimension, nameof(moments));
        return this with { MomentStrength = strength, Moments = all };
    }

    /// <summary>Saves after each epoch; training with the same flow, data and settings goes on from there to the same bits.</summary>
    public FlowTraining WithCheckpoint(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return this with { CheckpointPath = path };
    }

    /// <summary>Trains the flow.</summary>
    /// <param name="progress">Told after each batch and epoch.</param>
    /// <param name="cancellation">Stops between batches.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="InvalidOperationException">The loss is no longer finite.</exception>
    /// <exception cref="InvalidDataException">The checkpoint belongs to another flow, other data or settings; it is left alone.</exception>
    public TrainedFlow Train(IProgress<RunProgress>? progress = null, CancellationToken cancellation = default) =>
        IsDouble ? Train<double>(progress, cancellation) : Train<float>(progress, cancellation);

    private TrainedFlow Train<T>(IProgress<RunProgress>? progress, CancellationToken cancellation)
        where T : unmanaged
    {
        var file =
            CheckpointPath.Length == 0 ? null : CheckpointFile.At(CheckpointPath, "flow training", Fingerprint());
        var state = file is { Exists: true }
            ? FitState<T>.Load(file.Load().State)
            : new FitState<T>(Flow.AllParameters, Moments.Length);
        IObjective objective = Flow is NormalizingFlow { Continuous: not null } continuous
            ? new MatchingObjective(continuous)
            : new LikelihoodObjective(Flow, Augmentation);
        new FlowFit<T>(objective, this, state, Flow.Threads).Run(file, progress, cancellation);
        return TrainedFlow.Of(Flow.WithAll(state.Best), state.History, state.BestEpoch, HeldOutData);
    }

    private static double[,] Rows(double[,] from, int first, int end)
    {
        var rows = new double[end - first, from.GetLength(1)];
        Array.Copy(from, first * from.GetLength(1), rows, 0, rows.Length);
        return rows;
    }
}
