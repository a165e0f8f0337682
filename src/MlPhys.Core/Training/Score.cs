namespace MlPhys.Training;

/// <summary>How well outputs meet their targets.</summary>
/// <param name="Loss">Mean of the loss over samples.</param>
/// <param name="Accuracy">Share of samples whose largest output is that of the largest target; with one output, whose signs agree.</param>
public sealed record Score(double Loss, double Accuracy)
{
    /// <summary>The score of outputs.</summary>
    /// <param name="outputs">[samples, outputs].</param>
    /// <param name="data">The samples with their targets.</param>
    /// <param name="loss">The loss.</param>
    /// <exception cref="ArgumentException">The shapes differ.</exception>
    public static Score Of(float[,] outputs, TrainingData data, TrainingLoss loss)
    {
        var (samples, width) = (outputs.GetLength(0), outputs.GetLength(1));
        if (samples != data.Samples || width != data.Outputs)
            throw new ArgumentException(
                $"outputs are {samples} x {width}; the data has {data.Samples} x {data.Outputs}",
                nameof(outputs)
            );
        var (sum, hits) = (0.0, 0);
        var row = new float[width];
        for (var n = 0; n < samples; n++)
        {
            for (var k = 0; k < width; k++)
                row[k] = outputs[n, k];
            sum += SampleLoss.Value(loss, row, data.Target(n));
            if (IsHit(row, data.Target(n)))
                hits++;
        }
        return new Score(sum / samples, hits / (double)samples);
    }

    private static bool IsHit(ReadOnlySpan<float> outputs, ReadOnlySpan<float> target) =>
        outputs.Length == 1
            ? outputs[0] > 0 == target[0] > 0
            : System.Numerics.Tensors.TensorPrimitives.IndexOfMax(outputs)
                == System.Numerics.Tensors.TensorPrimitives.IndexOfMax(target);
}
