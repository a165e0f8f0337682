using System.Numerics.Tensors;

namespace MlPhys.SparseIdentification.Derivatives;

/// <summary>The parabola through three neighbours: the slopes on both sides, each weighted by the other side's step.</summary>
internal sealed record ThreePoint : Derivative
{
    private protected override SmoothedSignal Smooth(double[] times, double[] values)
    {
        var n = times.Length;
        var (steps, slopes) = (new double[n - 1], new double[n - 1]);
        TensorPrimitives.Subtract(times.AsSpan(1), times.AsSpan(0, n - 1), steps);
        TensorPrimitives.Subtract(values.AsSpan(1), values.AsSpan(0, n - 1), slopes);
        TensorPrimitives.Divide(slopes, steps, slopes);
        var spans = new double[n - 2];
        TensorPrimitives.Subtract(times.AsSpan(2), times.AsSpan(0, n - 2), spans);
        var result = new double[n];
        var inner = result.AsSpan(1, n - 2);
        TensorPrimitives.Subtract(slopes.AsSpan(1), slopes.AsSpan(0, n - 2), inner);
        TensorPrimitives.Multiply(inner, steps.AsSpan(0, n - 2), inner);
        TensorPrimitives.Divide(inner, spans, inner);
        TensorPrimitives.Add(inner, slopes.AsSpan(0, n - 2), inner);
        result[0] = 2 * slopes[0] - result[1];
        result[^1] = 2 * slopes[^1] - result[^2];
        return new SmoothedSignal("finite differences of order 2", values, result);
    }
}
