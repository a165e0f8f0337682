using System.Numerics.Tensors;

namespace MlPhys.SparseIdentification.Derivatives;

/// <summary>The standard deviation of white noise on a smooth signal, from its divided differences.</summary>
internal static class NoiseLevel
{
    private const int Order = 6;
    private const int Block = 4096;

    /// <summary>The noise level by sixth divided differences, each scaled to unit noise gain: polynomials of degree five vanish.</summary>
    public static double Of(double[] times, double[] values)
    {
        var count = times.Length - Order;
        if (count <= 0)
            return 0;
        var squares = LocalPolynomial.IsEven(times) ? OfEven(times, values) : OfUneven(times, values);
        return Math.Sqrt(squares / count);
    }

    private static double OfEven(double[] times, double[] values)
    {
        var contrast = new double[Order + 1];
        Fill(contrast, times, 0);
        var block = new double[Math.Min(Block, values.Length)];
        var squares = 0.0;
        for (var first = 0; first + Order < values.Length; first += Block)
        {
            var length = Math.Min(Block, values.Length - Order - first);
            var differences = block.AsSpan(0, length);
            differences.Clear();
            for (var i = 0; i <= Order; i++)
                TensorPrimitives.MultiplyAdd(values.AsSpan(first + i, length), contrast[i], differences, differences);
            squares += TensorPrimitives.SumOfSquares<double>(differences);
        }
        return squares;
    }

    private static double OfUneven(double[] times, double[] values)
    {
        var contrast = new double[Order + 1];
        var squares = 0.0;
        for (var first = 0; first + Order < values.Length; first++)
        {
            Fill(contrast, times, first);
            var difference = TensorPrimitives.Dot(contrast, values.AsSpan(first, Order + 1));
            squares += difference * difference;
        }
        return squares;
    }

    private static void Fill(double[] contrast, double[] times, int first)
    {
        for (var i = 0; i <= Order; i++)
        {
            contrast[i] = 1;
            for (var j = 0; j <= Order; j++)
                if (j != i)
                    contrast[i] /= (times[first + i] - times[first + j]) / (times[first + 1] - times[first]);
        }
        var norm = Math.Sqrt(contrast.Sum(c => c * c));
        for (var i = 0; i <= Order; i++)
            contrast[i] /= norm;
    }
}
