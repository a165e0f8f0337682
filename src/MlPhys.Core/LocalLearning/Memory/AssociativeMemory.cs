using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using MlPhys.Numerics.Random;
using MlPhys.Runs;

namespace MlPhys.LocalLearning;

/// <summary>
/// An associative memory of infomorphic neurons: each is shown its own bit of the patterns from outside and learns from the other neurons
/// what agrees with it.
/// </summary>
/// <remarks>
/// arXiv 2511.02584: fixed external weight 2.3, internal weights from near zero without self-connections, all patterns in one
/// batch, Adam with rate 0.05, goal: redundancy of external and internal input.
/// </remarks>
/// <example><c>AssociativeMemory.Of(AssociativeMemory.RandomPatterns(20, 100, 1)).WithEpochs(100).Train()</c></example>
public sealed record AssociativeMemory
{
    private AssociativeMemory(float[] bits, int patterns, int neurons) =>
        (Bits, Patterns, Neurons) = (bits, patterns, neurons);

    /// <summary>Number of patterns.</summary>
    public int Patterns { get; }

    /// <summary>Number of neurons.</summary>
    public int Neurons { get; }

    /// <summary>The goal of every neuron, over E (external) and I (internal).</summary>
    public Goal Goal { get; private init; } = Goals.Memory;

    /// <summary>Epochs to train; 5000 unless set.</summary>
    public int Epochs { get; private init; } = 5000;

    /// <summary>Learning rate of Adam.</summary>
    public double Rate { get; private init; } = 0.05;

    /// <summary>Weight of the pattern while it is learned.</summary>
    public double ExternalWeight { get; private init; } = 2.3;

    /// <summary>Seed of the first weights.</summary>
    public long Seed { get; private init; }

    /// <summary>Path of the checkpoint; empty: none.</summary>
    public string CheckpointPath { get; private init; } = "";

    /// <summary>The patterns, [pattern * Neurons + neuron].</summary>
    internal float[] Bits { get; }

    /// <summary>Begins a memory of patterns.</summary>
    /// <param name="patterns">[pattern, neuron], each -1 or +1; at least two of each.</param>
    /// <exception cref="ArgumentException">Another value, or fewer than two patterns or neurons.</exception>
    public static AssociativeMemory Of(int[,] patterns)
    {
        var (count, neurons) = (patterns.GetLength(0), patterns.GetLength(1));
        if (count < 2 || neurons < 2)
            throw new ArgumentException(
                $"expected at least 2 patterns of 2 neurons, found {count} of {neurons}",
                nameof(patterns)
            );
        for (var p = 0; p < count; p++)
        for (var n = 0; n < neurons; n++)
            if (patterns[p, n] is not (-1 or 1))
                throw new ArgumentException(
                    $"pattern {p} has {patterns[p, n]} at neuron {n}, expected -1 or +1",
                    nameof(patterns)
                );
        return new AssociativeMemory([.. patterns.Cast<int>().Select(v => (float)v)], count, neurons);
    }

    /// <summary>Independent patterns, -1 or +1 with equal probability, [pattern, neuron].</summary>
    /// <exception cref="ArgumentOutOfRangeException">A count below 1.</exception>
    public static int[,] RandomPatterns(int count, int neurons, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(neurons, 1);
        var random = new RandomStream(Seeds.Derive(seed, "patterns"));
        var patterns = new int[count, neurons];
        for (var p = 0; p < count; p++)
        for (var n = 0; n < neurons; n++)
            patterns[p, n] = random.Uniform() < 0.5 ? -1 : 1;
        return patterns;
    }

    /// <summary>Sets the goal, over the sources E and I.</summary>
    /// <exception cref="ArgumentException">Other sources.</exception>
    public AssociativeMemory WithGoal(Goal goal) =>
        goal.Sources.SequenceEqual(["E", "I"])
            ? this with
            {
                Goal = goal,
            }
            : throw new ArgumentException(
                $"the goal speaks of {string.Join(", ", goal.Sources)}, expected E and I",
                nameof(goal)
            );

    /// <summary>Sets the number of epochs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 1.</exception>
    public AssociativeMemory WithEpochs(int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        return this with { Epochs = epochs };
    }

    /// <summary>Sets the learning rate.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0.</exception>
    public AssociativeMemory WithRate(double rate)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rate);
        return this with { Rate = rate };
    }

    /// <summary>Sets the seed of the first weights.</summary>
    public AssociativeMemory WithSeed(long seed) => this with { Seed = seed };

    /// <summary>Saves every hundred epochs and at the end to a file, and goes on from what is there.</summary>
    public AssociativeMemory WithCheckpoint(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return this with { CheckpointPath = path };
    }

    /// <summary>Trains the memory.</summary>
    /// <param name="progress">Told every hundred epochs.</param>
    /// <param name="cancellation">Stops between epochs; what was saved stays in the checkpoint.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    /// <exception cref="InvalidDataException">The checkpoint belongs to other settings or other patterns.</exception>
    public TrainedMemory Train(IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        var file =
            CheckpointPath.Length > 0
                ? CheckpointFile.At(CheckpointPath, "associative-memory-training", Fingerprint())
                : null;
        var training = new MemoryTraining(this);
        if (file is { Exists: true })
            training.Restore(file.Load().State);
        training.Run(Epochs, file, progress, cancellation);
        return new TrainedMemory(Bits, training.Weights, Neurons, training.Goals);
    }

    /// <summary>The memory by Hebb's rule, W = sum of outer products without self-connections. Hopfield, PNAS 79, 2554 (1982).</summary>
    public TrainedMemory TrainByHebb()
    {
        var weights = new float[Neurons * Neurons];
        for (var p = 0; p < Patterns; p++)
        for (var i = 0; i < Neurons; i++)
        for (var j = 0; j < Neurons; j++)
            if (i != j)
                weights[i * Neurons + j] += Bits[p * Neurons + i] * Bits[p * Neurons + j] / Neurons;
        return new TrainedMemory(Bits, weights, Neurons, []);
    }

    private string Fingerprint()
    {
        var settings = FormattableString.Invariant(
            $"{string.Join(' ', Goal.Weights.Select(w => w.ToString("R", CultureInfo.InvariantCulture)))} {Goal.ResidualWeight:R} {Rate:R} {ExternalWeight:R} {Seed} {Neurons}"
        );
        return Convert.ToHexString(
            SHA256.HashData([.. Encoding.UTF8.GetBytes(settings), .. MemoryMarshal.AsBytes(Bits.AsSpan())])
        );
    }
}
