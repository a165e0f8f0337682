using MlPhys.Core.Tests.LocalLearning.Classification;
using MlPhys.LocalLearning;
using MlPhys.Runs;

namespace MlPhys.Core.Tests.LocalLearning;

/// <summary>Trainings long enough to be killed on the way, each saving to a checkpoint; a line on the output for every report.</summary>
internal static class TrainingPrograms
{
    public static InfomorphicClassifier Classifier =>
        Clusters.Classifier().WithGoal(Goals.Trivariate.Optimised).WithEpochs(24).WithAtomsEvery(4);

    public static AssociativeMemory Memory =>
        AssociativeMemory.Of(AssociativeMemory.RandomPatterns(40, 40, 1)).WithEpochs(3000);

    public static int TrainClassifier(string path)
    {
        Classifier.WithCheckpoint(path).Train(new Lines());
        return 0;
    }

    public static int TrainMemory(string path)
    {
        Memory.WithCheckpoint(path).Train(new Lines());
        return 0;
    }

    private sealed class Lines : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => Console.WriteLine($"{value.Stage} {value.Done}");
    }
}
