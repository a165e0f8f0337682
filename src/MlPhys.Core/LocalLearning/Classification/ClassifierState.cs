using MlPhys.Data;
using MlPhys.Runs;

namespace MlPhys.LocalLearning;

/// <summary>Where a training stands: the network, what was recorded, and how both are stored.</summary>
internal sealed class ClassifierState(ClassifierDesign design, int threads)
{
    public const string Kind = "infomorphic-classifier";

    public ClassifierDesign Design => design;

    public ClassifierNetwork Network { get; } = new(design, threads);

    public List<ClassifierEpoch> History { get; } = [];

    public List<AtomSnapshot> Atoms { get; } = [];

    /// <summary>Mean firing of each output neuron over the last epoch: above one half its meaning is turned round.</summary>
    public double[] OutputFiring { get; private set; } = new double[design.Classes];

    /// <summary>Adds what the output neurons did on a batch; begins anew with the first batch of an epoch.</summary>
    public void RecordFiring(int batch)
    {
        if (batch == 0)
            OutputFiring = new double[design.Classes];
        for (var c = 0; c < design.Classes; c++)
            OutputFiring[c] += (Network.Output.MeanFiring[c] - OutputFiring[c]) / (batch + 1);
    }

    /// <summary>The class of each example: the output neuron that fires most, counted round where it means the opposite.</summary>
    public int[] Classify(Batch batch, long draw)
    {
        var theta = Network.Predict(batch, draw);
        var classes = new int[batch.Samples];
        var best = new float[batch.Samples];
        Array.Fill(best, -1);
        for (var c = 0; c < design.Classes; c++)
        for (var b = 0; b < classes.Length; b++)
        {
            var firing = theta[c * classes.Length + b];
            var score = OutputFiring[c] > 0.5 ? 1 - firing : firing;
            if (score > best[b])
                (classes[b], best[b]) = (c, score);
        }
        return classes;
    }

    public Checkpoint Save()
    {
        var state = Checkpoint
            .Empty.WithMetadata(new Record(design, Network.Steps, [.. Atoms.Select(a => new[] { a.Epoch, a.Layer })]))
            .With("firing", OutputFiring)
            .With("history", Table());
        foreach (var (name, value) in Network.State)
            state = state
                .With(name, value.Values)
                .With(name + ".mean", value.Mean)
                .With(name + ".square", value.Square);
        for (var i = 0; i < Atoms.Count; i++)
            state = state.With($"atoms{i}", Atoms[i].Values);
        return state;
    }

    /// <summary>The state of a checkpoint.</summary>
    /// <exception cref="InvalidDataException">An array is missing or of another size: another architecture.</exception>
    public static ClassifierState Of(Checkpoint saved, int threads)
    {
        var record = saved.MetadataAs<Record>();
        var state = new ClassifierState(record.Design, threads);
        foreach (var (name, value) in state.Network.State)
        {
            Fill(saved, name, value.Values);
            Fill(saved, name + ".mean", value.Mean);
            Fill(saved, name + ".square", value.Square);
        }
        state.Network.Steps = record.Steps;
        state.OutputFiring = saved.Array("firing").Doubles();
        var rows = saved.Array("history").Matrix();
        for (var e = 0; e < rows.GetLength(0); e++)
            state.History.Add(new ClassifierEpoch((int)rows[e, 0], rows[e, 1], rows[e, 2], rows[e, 3]));
        for (var i = 0; i < record.Atoms.Length; i++)
            state.Atoms.Add(
                new AtomSnapshot(record.Atoms[i][0], record.Atoms[i][1], saved.Array($"atoms{i}").Matrix())
            );
        return state;
    }

    private double[,] Table()
    {
        var rows = new double[History.Count, 4];
        for (var e = 0; e < History.Count; e++)
            (rows[e, 0], rows[e, 1], rows[e, 2], rows[e, 3]) = (
                History[e].Epoch,
                History[e].ValidationAccuracy,
                History[e].HiddenGoal,
                History[e].OutputGoal
            );
        return rows;
    }

    private static void Fill(Checkpoint saved, string name, float[] values)
    {
        if (!saved.Arrays.TryGetValue(name, out NdArray? array) || array.Length != values.Length)
            throw new InvalidDataException(
                $"the checkpoint is of another architecture: '{name}' has {array?.Length ?? 0} numbers, expected {values.Length}"
            );
        array.Singles().CopyTo(values, 0);
    }

    private sealed record Record(ClassifierDesign Design, long Steps, int[][] Atoms);
}
