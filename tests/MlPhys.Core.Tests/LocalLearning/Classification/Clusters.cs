using MlPhys.LocalLearning;

namespace MlPhys.Core.Tests.LocalLearning.Classification;

/// <summary>Noisy patterns of four classes, easy enough to be learned in a second.</summary>
internal static class Clusters
{
    public const int Features = 30;
    public const int Classes = 4;

    public static (float[,] X, int[] Labels) Of(int count, int seed)
    {
        var centres = new Random(77);
        var pattern = new double[Classes, Features];
        for (var c = 0; c < Classes; c++)
        for (var f = 0; f < Features; f++)
            pattern[c, f] = centres.Next(2) * 2 - 1;
        var random = new Random(seed);
        var x = new float[count, Features];
        var labels = new int[count];
        for (var i = 0; i < count; i++)
        {
            labels[i] = random.Next(Classes);
            for (var f = 0; f < Features; f++)
                x[i, f] = (float)(pattern[labels[i], f] + 3 * (random.NextDouble() - 0.5));
        }
        return (x, labels);
    }

    public static InfomorphicClassifier Classifier(int count = 512)
    {
        var (x, labels) = Of(count, 1);
        return InfomorphicClassifier
            .Of(x, labels, Classes)
            .WithBatchSize(128)
            .WithHidden(20)
            .WithSeed(3)
            .WithThreads(1);
    }
}
