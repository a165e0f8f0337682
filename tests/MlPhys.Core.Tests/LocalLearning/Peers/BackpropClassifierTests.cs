using MlPhys.Core.Tests.LocalLearning.Classification;
using MlPhys.LocalLearning;

namespace MlPhys.Core.Tests.LocalLearning.Peers;

public class BackpropClassifierTests
{
    [Fact]
    public void It_learns_what_local_goals_learn()
    {
        var (x, labels) = Clusters.Of(512, 1);
        var (fresh, expected) = Clusters.Of(600, 2);
        var trained = BackpropClassifier
            .Of(x, labels, Clusters.Classes)
            .WithHidden(20)
            .WithBatchSize(128)
            .WithRate(0.01)
            .WithEpochs(20)
            .Train();
        Assert.True(trained.History[^1].Loss < trained.History[0].Loss / 4);
        Assert.InRange(trained.Accuracy(fresh, expected), 0.9, 1);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        var (x, labels) = Clusters.Of(64, 3);
        var trained = BackpropClassifier.Of(x, labels, Clusters.Classes).WithEpochs(0).Train();
        Assert.Contains(
            "inputs of 2 numbers, expected 30",
            Assert.Throws<ArgumentException>(() => trained.Accuracy(new float[3, 2], [0, 1, 2])).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ArgumentException>(() => BackpropClassifier.Of(x, labels, 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => BackpropClassifier.Of(x, labels, 4).WithHidden(0));
    }

    [Fact]
    public void A_small_step_lowers_the_loss_in_proportion()
    {
        var (x, labels) = Clusters.Of(64, 3);
        var losses = new[] { 1e-5, 2e-5 }
            .Select(rate =>
                BackpropClassifier
                    .Of(x, labels, Clusters.Classes)
                    .WithValidation(0)
                    .WithBatchSize(64)
                    .WithRate(rate)
                    .WithEpochs(2)
                    .Train()
                    .History.Select(e => e.Loss)
                    .ToArray()
            )
            .ToArray();
        var (small, large) = (losses[0][0] - losses[0][1], losses[1][0] - losses[1][1]);
        Assert.True(small > 0);
        Assert.InRange(large / small, 1.9, 2.1);
    }
}
