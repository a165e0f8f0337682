using MlPhys.Numerics.Random;
using MlPhys.Runs;
using static TorchSharp.torch;

namespace MlPhys.Training;

/// <summary>One network in training. It can stop between any two steps and go on to the same bits.</summary>
public sealed class MlpRun : ITrainingRun
{
    private readonly Mlp initial;
    private readonly long seed;
    private readonly BatchOrder order;
    private readonly float[,]? offsets;
    private readonly Descent descent;

    private MlpRun(Mlp initial, Mlp network, TrainingData data, TrainingPlan plan, long seed)
    {
        (this.initial, this.seed) = (initial, seed);
        (Network, Data, Plan) = (network, data, plan);
        order = new BatchOrder(data.Samples, plan.Batch, new RandomStream(seed).Split("batches"));
        offsets = plan.IsCentred ? initial.Outputs(data) : null;
        descent = new Descent(network, plan, isOneChunk: order.Size <= MlpWorkspace.LargestChunk);
    }

    /// <summary>The network as it stands; training changes it.</summary>
    public Mlp Network { get; }

    /// <summary>What it learns from.</summary>
    public TrainingData Data { get; }

    /// <summary>How it learns.</summary>
    public TrainingPlan Plan { get; }

    /// <summary>Steps done.</summary>
    public int Step { get; private set; }

    /// <summary>Loss of the last step's samples before that step; NaN before the first.</summary>
    public double BatchLoss { get; private set; } = double.NaN;

    /// <summary>Whether the loss left the numbers; no more steps are done then.</summary>
    public bool IsDiverged { get; private set; }

    /// <summary>Operations spent so far, by <see cref="MlpShape.TrainingFlop"/>.</summary>
    public double Flop => (double)Network.Shape.TrainingFlop * order.Size * Step;

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> ToModule() => Network.ToModule();

    /// <inheritdoc/>
    public double KernelRate(string parameter) => Network.KernelRate(parameter);

    /// <summary>Begins a run.</summary>
    /// <param name="initial">Fresh network; it is copied.</param>
    /// <param name="data">What it learns from.</param>
    /// <param name="plan">How.</param>
    /// <param name="seed">Seed of the order of samples.</param>
    /// <exception cref="ArgumentException">The data does not fit the network.</exception>
    public static MlpRun Start(Mlp initial, TrainingData data, TrainingPlan plan, long seed)
    {
        initial.RequireInputs(data);
        if (data.Outputs != initial.Shape.Outputs)
            throw new ArgumentException(
                $"targets have {data.Outputs} numbers; the network gives {initial.Shape.Outputs}",
                nameof(data)
            );
        var kept = initial.Copy();
        return new MlpRun(kept, kept.Copy(), data, plan, seed);
    }

    /// <summary>Does steps until so many more are done, the plan is finished, or the run diverges.</summary>
    /// <param name="steps">How many.</param>
    public void Advance(int steps) => Advance(steps, new MlpWorkspace(Network.Shape, order.Size));

    /// <summary>The outputs [samples, outputs] of the network, less those at the start where the plan is centred.</summary>
    public float[,] Outputs(TrainingData data)
    {
        var outputs = Network.Outputs(data);
        if (!Plan.IsCentred)
            return outputs;
        var fresh = initial.Outputs(data);
        for (var n = 0; n < data.Samples; n++)
        for (var k = 0; k < data.Outputs; k++)
            outputs[n, k] -= fresh[n, k];
        return outputs;
    }

    /// <summary>Loss and accuracy on a data set.</summary>
    public Score Evaluate(TrainingData data) => Score.Of(Outputs(data), data, Plan.Loss);

    /// <summary>The state, to go on later.</summary>
    public Checkpoint Save() =>
        descent
            .Save(Network)
            .WithMetadata(new State(Step, double.IsNaN(BatchLoss) ? null : BatchLoss, IsDiverged, seed));

    /// <summary>The run that <see cref="Save"/> stored.</summary>
    /// <param name="state">The state.</param>
    /// <param name="initial">The fresh network that the run began with.</param>
    /// <param name="data">What it learns from.</param>
    /// <param name="plan">How.</param>
    /// <exception cref="InvalidDataException">The state is of another network.</exception>
    public static MlpRun Resume(Checkpoint state, Mlp initial, TrainingData data, TrainingPlan plan)
    {
        var saved = state.MetadataAs<State>();
        var run = Start(initial, data, plan, saved.Seed);
        run.descent.Load(state, run.Network);
        (run.Step, run.IsDiverged) = (saved.Step, saved.IsDiverged);
        run.BatchLoss = saved.BatchLoss ?? double.NaN;
        return run;
    }

    internal int BatchSize => order.Size;

    internal void Advance(int steps, MlpWorkspace workspace)
    {
        var end = (int)Math.Min((long)Step + steps, Plan.Steps);
        while (Step < end && !IsDiverged)
        {
            BatchLoss = descent.Move(Network, Data, order.Of(Step), Plan.RateAt(Step), offsets, workspace);
            IsDiverged = !double.IsFinite(BatchLoss);
            Step++;
        }
    }

    private sealed record State(int Step, double? BatchLoss, bool IsDiverged, long Seed);
}
