using MlPhys.Numerics.Random;
using MlPhys.Runs;

namespace MlPhys.LocalLearning;

/// <summary>Trains the neurons of a memory epoch by epoch; what an epoch does depends on the state alone, so that a run can be resumed.</summary>
internal sealed class MemoryTraining
{
    private const int EpochsBetweenReports = 100;
    private readonly DenseProjection _inner;
    private readonly NeuronLayer _layer;
    private readonly Activity _shown;
    private readonly List<double> _goals = [];

    public MemoryTraining(AssociativeMemory memory)
    {
        var neurons = memory.Neurons;
        var adam = new Adam(memory.Rate, 0);
        var random = new RandomStream(Seeds.Derive(memory.Seed, "memory"));
        _inner = new DenseProjection(neurons, neurons, isLateral: true, adam, random, 0.001, hasBias: false);
        _shown = Activity.BySample(memory.Bits, neurons, memory.Patterns);
        _layer = new NeuronLayer(
            NeuronModel.Memory,
            memory.Goal,
            [new IdentityProjection(neurons, memory.ExternalWeight, adam), _inner],
            adam,
            noiseSeed: null,
            threads: 1
        );
    }

    /// <summary>Sum of the goals before each epoch.</summary>
    public double[] Goals => [.. _goals];

    public float[] Weights => _inner.Weights.ToArray();

    private IEnumerable<(string Name, Parameters Value)> Learned => _inner.State.Where(s => s.Name == "weights");

    /// <summary>Trains until so many epochs are done; saves every hundred of them and at the end.</summary>
    public void Run(int epochs, CheckpointFile? file, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        while (_goals.Count < epochs)
        {
            cancellation.ThrowIfCancellationRequested();
            var epoch = _goals.Count + 1;
            _layer.Forward([_shown, _shown], [true, true], _shown.Samples, epoch, Lesson.Goal);
            _layer.Learn([_shown, _shown], epoch);
            _goals.Add(_layer.Goals.Sum());
            if (epoch % EpochsBetweenReports != 0 && epoch != epochs)
                continue;
            file?.Save(Save());
            progress?.Report(new RunProgress("storing patterns", epoch, epochs));
        }
    }

    public void Restore(Checkpoint saved)
    {
        foreach (var (name, value) in Learned)
        {
            saved.Array(name).Singles().CopyTo(value.Values, 0);
            saved.Array(name + ".mean").Singles().CopyTo(value.Mean, 0);
            saved.Array(name + ".square").Singles().CopyTo(value.Square, 0);
        }
        _goals.AddRange(saved.Array("goals").Doubles());
    }

    private Checkpoint Save() =>
        Learned.Aggregate(
            Checkpoint.Empty.With("goals", Goals),
            (state, learned) =>
                state
                    .With(learned.Name, learned.Value.Values)
                    .With(learned.Name + ".mean", learned.Value.Mean)
                    .With(learned.Name + ".square", learned.Value.Square)
        );
}
