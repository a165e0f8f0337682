using MlPhys.Runs;
using MlPhys.Training;

namespace MlPhys.Scaling.Experiments;

/// <summary>How a spec becomes a network.</summary>
internal abstract class RunModel(RunSpec spec)
{
    /// <summary>The models by name.</summary>
    public static IReadOnlyList<string> Names { get; } = ["mlp", "conv"];

    protected RunSpec Spec => spec;

    protected Parametrisation Parametrisation { get; } = Parametrisation.Named(spec.Parametrisation);

    protected TrainingPlan Plan { get; } =
        TrainingPlan
            .Of(spec.Rate, spec.Steps)
            .WithBatch(spec.Batch)
            .WithMomentum(spec.Momentum)
            .WithDecay(spec.Decay)
            .WithLoss(spec.Loss)
            .Centred(spec.IsCentred);

    public abstract long[] InputShape { get; }

    public abstract long Parameters { get; }

    public abstract long ParametersWithoutReadout { get; }

    /// <summary>Operations of one step of one sample.</summary>
    public abstract long TrainingFlop { get; }

    public abstract long TrainingFlopWithoutReadout { get; }

    /// <summary>Predicted operations of the whole run.</summary>
    public double Cost => (double)TrainingFlop * spec.Steps * Math.Min(spec.Batch, spec.Samples);

    public static RunModel Of(RunSpec spec) => spec.Model == "conv" ? new Convolutional(spec) : new Perceptron(spec);

    public abstract ITrainingRun Start(TrainingData train);

    public abstract ITrainingRun Resume(Checkpoint state, TrainingData train);

    private sealed class Perceptron(RunSpec spec) : RunModel(spec)
    {
        private readonly MlpShape shape = new(
            ExperimentData.Known[spec.DataSet].Shape.Aggregate((product, size) => product * size),
            spec.Width,
            spec.Depth,
            ExperimentData.Known[spec.DataSet].Outputs
        );

        public override long[] InputShape => [shape.Inputs];

        public override long Parameters => shape.Parameters;

        public override long ParametersWithoutReadout => shape.ParametersWithoutReadout;

        public override long TrainingFlop => shape.TrainingFlop;

        public override long TrainingFlopWithoutReadout => shape.TrainingFlopWithoutReadout;

        public override ITrainingRun Start(TrainingData train) => MlpRun.Start(Fresh(), train, Plan, Spec.KeySeed());

        public override ITrainingRun Resume(Checkpoint state, TrainingData train) =>
            MlpRun.Resume(state, Fresh(), train, Plan);

        private Mlp Fresh() =>
            Mlp.Initial(shape, Parametrisation, Spec.Activation, Seeds.Derive(Spec.KeySeed(), "init"));
    }

    private sealed class Convolutional(RunSpec spec) : RunModel(spec)
    {
        private readonly ConvolutionalShape shape = new(
            ExperimentData.Known[spec.DataSet].Shape[0],
            ExperimentData.Known[spec.DataSet].Shape[1],
            ExperimentData.Known[spec.DataSet].Shape[2],
            spec.Width,
            spec.Depth,
            ExperimentData.Known[spec.DataSet].Outputs
        );

        public override long[] InputShape => [shape.Channels, shape.Height, shape.Columns];

        public override long Parameters => shape.Parameters;

        public override long ParametersWithoutReadout => shape.ParametersWithoutReadout;

        public override long TrainingFlop => shape.TrainingFlop;

        public override long TrainingFlopWithoutReadout => shape.TrainingFlopWithoutReadout;

        public override ITrainingRun Start(TrainingData train) => Begin(train);

        public override ITrainingRun Resume(Checkpoint state, TrainingData train) => Begin(train).Resume(state);

        private ConvolutionalRun Begin(TrainingData train) =>
            ConvolutionalRun.Start(shape, Parametrisation, Spec.Activation, train, Plan, Spec.KeySeed());
    }
}
