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
    private readonly float[] _bits;
    private readonly int _patterns;
    private readonly int _neurons;

    private AssociativeMemory(float[] bits, int patterns, int neurons) =>
        (_bits, _patterns, _neurons) = (bits, patterns, neurons);

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

    /// <summary>Trains the memory.</summary>
    /// <param name="progress">Told every hundred epochs.</param>
    /// <param name="cancellation">Stops between epochs.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public TrainedMemory Train(IProgress<RunProgress>? progress = null, CancellationToken cancellation = default)
    {
        var adam = new Adam(Rate, 0);
        var random = new RandomStream(Seeds.Derive(Seed, "memory"));
        var inner = new DenseProjection(_neurons, _neurons, isLateral: true, adam, random, 0.001, hasBias: false);
        Projection[] projections = [new IdentityProjection(_neurons, ExternalWeight, adam), inner];
        var layer = new NeuronLayer(
            NeuronModel.Memory,
            Goal,
            projections,
            adam,
            Seeds.Derive(Seed, "spins"),
            threads: 1
        );
        var shown = Activity.BySample(_bits, _neurons, _patterns);
        var goals = new double[Epochs];
        for (var epoch = 1; epoch <= Epochs; epoch++)
        {
            cancellation.ThrowIfCancellationRequested();
            layer.Forward([shown, shown], [true, true], _patterns, epoch, Lesson.Goal);
            layer.Learn([shown, shown], epoch);
            goals[epoch - 1] = layer.Goals.Sum();
            if (epoch % 100 == 0)
                progress?.Report(new RunProgress("storing patterns", epoch, Epochs));
        }
        return new TrainedMemory(_bits, inner.Weights.ToArray(), _neurons, goals);
    }

    /// <summary>The memory by Hebb's rule, W = sum of outer products without self-connections. Hopfield, PNAS 79, 2554 (1982).</summary>
    public TrainedMemory TrainByHebb()
    {
        var weights = new float[_neurons * _neurons];
        for (var p = 0; p < _patterns; p++)
        for (var i = 0; i < _neurons; i++)
        for (var j = 0; j < _neurons; j++)
            if (i != j)
                weights[i * _neurons + j] += _bits[p * _neurons + i] * _bits[p * _neurons + j] / _neurons;
        return new TrainedMemory(_bits, weights, _neurons, []);
    }
}
