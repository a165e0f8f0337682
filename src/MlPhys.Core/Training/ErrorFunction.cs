using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using MathNet.Numerics;

namespace MlPhys.Training;

/// <summary>erf and its derivative over whole spans in single precision: a Chebyshev series of erf(x)/x in x^2, summed by Clenshaw's rule.</summary>
internal static class ErrorFunction
{
    /// <summary>Beyond it erf is 1 to single precision.</summary>
    private const float End = 4;

    private const int Terms = 24;
    private static readonly float[] Series = Coefficients();
    private static readonly float SlopeAtZero = (float)(2 / Math.Sqrt(Math.PI));

    /// <summary>erf of each number; the length is a multiple of a vector.</summary>
    public static void Values(ReadOnlySpan<float> x, Span<float> result)
    {
        var from = MemoryMarshal.Cast<float, Vector512<float>>(x);
        var to = MemoryMarshal.Cast<float, Vector512<float>>(result);
        for (var i = 0; i < from.Length; i++)
            to[i] = Value(from[i]);
    }

    /// <summary>The derivative 2 exp(-x^2) / sqrt(pi), multiplied onto <paramref name="target"/>.</summary>
    public static void MultiplySlopes(ReadOnlySpan<float> x, Span<float> target)
    {
        var from = MemoryMarshal.Cast<float, Vector512<float>>(x);
        var to = MemoryMarshal.Cast<float, Vector512<float>>(target);
        for (var i = 0; i < from.Length; i++)
            to[i] *= SlopeAtZero * Vector512.Exp(-from[i] * from[i]);
    }

    private static Vector512<float> Value(Vector512<float> x)
    {
        var inside = Vector512.Clamp(x, Vector512.Create(-End), Vector512.Create(End));
        var t = Vector512.FusedMultiplyAdd(inside * inside, Vector512.Create(2 / (End * End)), -Vector512<float>.One);
        var (next, afterNext) = (Vector512<float>.Zero, Vector512<float>.Zero);
        for (var k = Terms - 1; k > 0; k--)
            (next, afterNext) = (
                Vector512.FusedMultiplyAdd(t + t, next, Vector512.Create(Series[k]) - afterNext),
                next
            );
        return inside * Vector512.FusedMultiplyAdd(t, next, Vector512.Create(Series[0]) - afterNext);
    }

    private static float[] Coefficients()
    {
        var coefficients = new float[Terms];
        for (var k = 0; k < Terms; k++)
        {
            var sum = 0.0;
            for (var j = 0; j < Terms; j++)
            {
                var angle = Math.PI * (j + 0.5) / Terms;
                var x = End * Math.Sqrt((1 + Math.Cos(angle)) / 2);
                sum += SpecialFunctions.Erf(x) / x * Math.Cos(k * angle);
            }
            coefficients[k] = (float)(sum * (k == 0 ? 1 : 2) / Terms);
        }
        return coefficients;
    }
}
