namespace MlPhys.Training;

/// <summary>The loss of one sample and its derivative by the outputs.</summary>
internal static class SampleLoss
{
    public static double Value(TrainingLoss loss, ReadOnlySpan<float> outputs, ReadOnlySpan<float> target) =>
        Differentiate(loss, outputs, target, stackalloc float[outputs.Length]);

    /// <summary>The loss; its derivatives go to <paramref name="derivatives"/>.</summary>
    public static double Differentiate(
        TrainingLoss loss,
        ReadOnlySpan<float> outputs,
        ReadOnlySpan<float> target,
        Span<float> derivatives
    ) =>
        loss == TrainingLoss.CrossEntropy
            ? CrossEntropy(outputs, target, derivatives)
            : HalfSquare(outputs, target, derivatives);

    private static double HalfSquare(ReadOnlySpan<float> outputs, ReadOnlySpan<float> target, Span<float> derivatives)
    {
        var sum = 0.0;
        for (var k = 0; k < outputs.Length; k++)
        {
            derivatives[k] = outputs[k] - target[k];
            sum += derivatives[k] * (double)derivatives[k];
        }
        return sum / 2;
    }

    private static double CrossEntropy(ReadOnlySpan<float> outputs, ReadOnlySpan<float> target, Span<float> derivatives)
    {
        var largest = float.NegativeInfinity;
        foreach (var output in outputs)
            largest = MathF.Max(largest, output);
        var norm = 0f;
        for (var k = 0; k < outputs.Length; k++)
            norm += derivatives[k] = MathF.Exp(outputs[k] - largest);
        var logNorm = largest + Math.Log(norm);
        var (sum, mass) = (0.0, 0f);
        for (var k = 0; k < outputs.Length; k++)
        {
            sum += target[k] * (logNorm - outputs[k]);
            mass += target[k];
        }
        for (var k = 0; k < outputs.Length; k++)
            derivatives[k] = derivatives[k] / norm * mass - target[k];
        return sum;
    }
}
