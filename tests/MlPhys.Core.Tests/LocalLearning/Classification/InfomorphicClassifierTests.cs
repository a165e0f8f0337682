using MlPhys.Data;
using MlPhys.Information;
using MlPhys.LocalLearning;
using MlPhys.Runs;

namespace MlPhys.Core.Tests.LocalLearning.Classification;

public class InfomorphicClassifierTests
{
    public static TheoryData<string> Kinds =>
        ["trivariate", "context", "lateral", "sparse", "feedback", "two layers", "readout", "random"];

    private static InfomorphicClassifier Kind(string kind)
    {
        var start = Clusters.Classifier();
        return kind switch
        {
            "context" => start.WithGoal(Goals.Context.Heuristic),
            "lateral" => start.WithGoal(Goals.Lateral.Optimised),
            "sparse" => start.WithGoal(Goals.Trivariate.Optimised).WithLateralPartners(5),
            "feedback" => start.WithFeedback(),
            "two layers" => start.WithHidden(20, 12),
            "readout" => start.WithHidden(),
            "random" => start.WithGoal(Goals.Context.Heuristic).WithRandomHidden(),
            _ => start,
        };
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_kind_learns(string kind)
    {
        var trained = Kind(kind).WithRates(hidden: 0.01, output: 0.02).WithEpochs(40).Train();
        var (x, labels) = Clusters.Of(600, 2);
        var history = trained.History;
        Assert.True(history[^1].OutputGoal > history[0].OutputGoal + 0.05, $"{history[0]} {history[^1]}");
        // Where neighbours learn too a goal may fall; only neurons without them must reach more of theirs.
        if (kind == "context")
            Assert.True(history[^1].HiddenGoal > history[0].HiddenGoal + 0.05, $"{history[0]} {history[^1]}");
        // A quarter is chance; twenty random neurons are worth less than twenty that learned.
        Assert.InRange(trained.Accuracy(x, labels), kind == "random" ? 0.4 : 0.8, 1);
        Assert.Equal(trained.Predict(x), trained.Predict(x));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void One_or_two_threads_give_the_same_bits(string kind)
    {
        var one = Kind(kind).WithEpochs(1).WithThreads(1).Train();
        var two = Kind(kind).WithEpochs(1).WithThreads(2).Train();
        foreach (var (a, b) in one.Parameters.Zip(two.Parameters))
        {
            Assert.Equal(a.Name, b.Name);
            Assert.Equal(a.Value.Values, b.Value.Values);
        }
        Assert.Equal(one.History.AsEnumerable(), two.History);
    }

    [Theory]
    [InlineData("trivariate")]
    [InlineData("sparse")]
    public void A_run_that_was_stopped_goes_on_to_the_same_bits(string kind)
    {
        using var folder = new TemporaryFolder();
        var run = Kind(kind).WithEpochs(3).WithAtomsEvery(1);
        var whole = run.Train();
        using var stop = new CancellationTokenSource();
        var stopping = new Reporter(report =>
        {
            if (report is { Stage: "epoch 2 of 3", Done: 2 })
                stop.Cancel();
        });
        var saved = run.WithCheckpoint(folder["run.checkpoint"]);
        Assert.Throws<OperationCanceledException>(() => saved.Train(stopping, stop.Token));
        var resumed = saved.Train();
        foreach (var (a, b) in whole.Parameters.Zip(resumed.Parameters))
            Assert.Equal(a.Value.Values, b.Value.Values);
        Assert.Equal(whole.History.AsEnumerable(), resumed.History);
        Assert.Equal(whole.Atoms, resumed.Atoms);
    }

    [Fact]
    public void A_saved_classifier_is_the_same_when_loaded()
    {
        using var folder = new TemporaryFolder();
        var trained = Clusters.Classifier().WithEpochs(2).Train();
        trained.Save(folder["classifier"]);
        var loaded = TrainedClassifier.Load(folder["classifier"]);
        var (x, _) = Clusters.Of(100, 2);
        Assert.Equal(trained.Predict(x), loaded.Predict(x));
        Assert.Equal(trained.ReceptiveField(3), loaded.ReceptiveField(3));
        Assert.Equal(trained.Goal.ToString(), loaded.Goal.ToString());
    }

    [Fact]
    public void Atoms_are_recorded_for_every_neuron()
    {
        var trained = Clusters
            .Classifier()
            .WithGoal(Goals.Trivariate.Heuristic)
            .WithEpochs(4)
            .WithAtomsEvery(2)
            .Train();
        Assert.Equal([0, 2], trained.Snapshots.Select(s => s.Epoch));
        Assert.Equal((20, 19), (trained.Snapshots[1].Values.GetLength(0), trained.Snapshots[1].Values.GetLength(1)));
        var entropy = trained.Atoms.Where(row => row.Atom == "H(Y|X)").Select(row => row.Mean).ToArray();
        Assert.True(entropy[1] < entropy[0], string.Join(' ', entropy));
        Assert.NotEmpty(trained.AtomsFigure().Panels[0].Traces);
        Assert.Equal(2 * 20 * 19, trained.NeuronAtoms.Count());
        Assert.Equal(
            trained.Atoms.Select(row => row.Mean),
            trained
                .NeuronAtoms.GroupBy(row => (row.Epoch, row.Atom), row => row.Value)
                .Select(values => values.Average())
        );
        Assert.Equal(6, trained.NeuronAtomsFigure().Panels.Length);
        var without = Clusters.Classifier().WithEpochs(1).Train();
        Assert.Throws<InvalidOperationException>(() => without.NeuronAtomsFigure());
        Assert.Throws<InvalidOperationException>(() => without.AtomsFigure());
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        using var folder = new TemporaryFolder();
        var (x, labels) = Clusters.Of(64, 1);
        Refused<ArgumentException>("label 3 of example", () => InfomorphicClassifier.Of(x, labels, 3));
        Refused<ArgumentException>("63 labels", () => InfomorphicClassifier.Of(x, labels[1..], 4));
        var gap = (float[,])x.Clone();
        gap[5, 2] = float.NaN;
        Refused<ArgumentException>("NaN at example 5, feature 2", () => InfomorphicClassifier.Of(gap, labels, 4));
        Refused<ArgumentOutOfRangeException>("20 bins", () => Clusters.Classifier().WithBatchSize(20));
        Refused<InvalidOperationException>(
            "the largest batch has 16 samples, expected more than the 20 bins",
            () => Clusters.Classifier(20).Train()
        );
        Refused<InvalidOperationException>(
            "expected more than the 200 bins",
            () => Clusters.Classifier().WithNeurons(FineNeurons).Train()
        );
        Refused<ArgumentException>("speaks of EI", () => Clusters.Classifier().WithGoal(Goals.Memory));
        Refused<ArgumentException>("the goal", () => Clusters.Classifier().WithNeurons(NeuronModel.Context));
        var path = folder["run"];
        Clusters.Classifier().WithCheckpoint(path).WithEpochs(1).Train();
        Refused<InvalidDataException>(
            "21 hidden neurons",
            () => Clusters.Classifier().WithHidden(21).WithCheckpoint(path).WithEpochs(1).Train()
        );
        Refused<InvalidDataException>(
            path,
            () => Clusters.Classifier().WithSeed(4).WithCheckpoint(path).WithEpochs(1).Train()
        );
        Refused<ArgumentException>(
            "label 4 is out of range, expected 0 to 3",
            () => Clusters.Classifier().WithEpochs(0).Train().Accuracy(Images(4))
        );
        Refused<ArgumentException>(
            "inputs of 5 numbers, expected 30",
            () => TrainedClassifier.Load(Trained(path)).Predict(new float[2, 5])
        );

        string Trained(string beside)
        {
            Clusters.Classifier().WithEpochs(0).Train().Save(beside + ".saved");
            return beside + ".saved";
        }
    }

    private static LabelledImages Images(byte label) =>
        LabelledImages.Checked(
            "test",
            (1, 5, 6),
            new byte[30],
            [label],
            [.. Enumerable.Range(0, 10).Select(c => $"{c}")]
        );

    private static NeuronModel FineNeurons =>
        NeuronModel.Of(
            "fine",
            ["F", "C", "L"],
            Activation.Modulated(0.8, 0.1, 0.1),
            [Binning.Fixed(200, -20, 20), Binning.Fixed(20, -20, 20), Binning.Fixed(20, -20, 20)]
        );

    private static void Refused<T>(string message, Func<object> act)
        where T : Exception => Assert.Contains(message, Assert.Throws<T>(act).Message, StringComparison.Ordinal);

    private sealed class Reporter(Action<RunProgress> act) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => act(value);
    }
}
