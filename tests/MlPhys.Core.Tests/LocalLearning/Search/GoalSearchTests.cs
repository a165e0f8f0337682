using MlPhys.Core.Tests.LocalLearning.Classification;
using MlPhys.LocalLearning;
using MlPhys.Runs;

namespace MlPhys.Core.Tests.LocalLearning.Search;

public class GoalSearchTests
{
    private static readonly InfomorphicClassifier Classifier = Clusters
        .Classifier(256)
        .WithHidden(6)
        .WithRates(hidden: 0.02, output: 0.03)
        .WithEpochs(8);

    [Fact]
    public void A_stopped_search_goes_on_to_the_same_trials()
    {
        using var folder = new TemporaryFolder();
        var search = GoalSearch.With(Classifier).WithSources("F", "C").WithTrials(24).WithSeed(1);
        var whole = search.Run();
        using var stop = new CancellationTokenSource();
        var saved = search.WithCheckpoint(folder["search"]);
        Assert.ThrowsAny<OperationCanceledException>(() => saved.Run(new StopAfterOne(stop), stop.Token));
        var resumed = saved.Run();
        Assert.Equal(24, resumed.Trials.Length);
        Assert.Equal(whole.Trials.Select(t => t.Accuracy), resumed.Trials.Select(t => t.Accuracy));
        Assert.Equal(whole.Found.Weights.AsEnumerable(), resumed.Found.Weights);
        Assert.All(whole.Found.Weights, weight => Assert.InRange(weight, -1, 1));
        Assert.Throws<InvalidDataException>(() => saved.WithSeed(2).Run());
        Assert.Equal(3, whole.Figure().Panels[0].Traces.Length);
    }

    private sealed class StopAfterOne(CancellationTokenSource stop) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => stop.Cancel();
    }
}
