using MlPhys.Core.Tests.LocalLearning.Classification;
using MlPhys.Display;
using MlPhys.Information;
using MlPhys.LocalLearning;

namespace MlPhys.Core.Tests.LocalLearning;

public class DisplayTests
{
    [Fact]
    public void Results_say_what_they_are_and_show_a_figure()
    {
        var (x, labels) = Clusters.Of(128, 1);
        var classifier = Clusters.Classifier(128).WithBatchSize(64).WithHidden(6).WithEpochs(2);
        var memory = AssociativeMemory.Of(AssociativeMemory.RandomPatterns(4, 20, 1)).WithEpochs(30);
        Shows("30 inputs, 6 hidden neurons (trivariate heuristic), 4 classes; after 2 epochs", classifier.Train());
        Shows("20 neurons with 4 patterns, overlap after recall", memory.Train());
        Shows("overlap", memory.TrainByHebb());
        Shows("Load", MemoryCapacity.Measure(20, [0.2], [1], epochs: 10));
        Shows("8 trials, best", GoalSearch.With(classifier.WithEpochs(1)).WithSources("F", "C").WithTrials(8).Run());
        Shows(
            "{a}{b}  -0.584963",
            PartialInformation.Of(JointDistribution.OfGate(["a", "b"], "y", v => v[0] ^ v[1])).Decompose()
        );
        Assert.Equal(
            "30 inputs, no hidden neuron, 4 classes; 2 epochs on 128 examples",
            classifier.WithHidden().ToString()
        );
        Assert.Contains(
            "not trained",
            BackpropClassifier.Of(x, labels, 4).WithEpochs(0).Train().ToString(),
            StringComparison.Ordinal
        );
    }

    private static void Shows(string text, IDisplayable result)
    {
        var content = result.ToDisplay().Content;
        Assert.Contains(text, content[MimeType.Text], StringComparison.Ordinal);
        Assert.Contains("<svg", content[MimeType.Html], StringComparison.Ordinal);
    }
}
