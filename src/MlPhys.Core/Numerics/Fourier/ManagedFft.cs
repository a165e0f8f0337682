using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace MlPhys.Numerics.Fourier;

/// <summary>Transforms by MathNet.Numerics along one dimension after the other, not normalised.</summary>
internal static class ManagedFft
{
    public static void Complex(Span<Complex> data, int[] shape, bool forward)
    {
        var stride = data.Length;
        foreach (var length in shape)
        {
            stride /= length;
            for (var block = 0; block < data.Length; block += length * stride)
            for (var offset = 0; offset < stride; offset++)
                Line(data, block + offset, stride, length, forward);
        }
    }

    public static void RealForward(ReadOnlySpan<double> input, Span<Complex> output, int[] shape)
    {
        var full = new Complex[input.Length];
        for (var i = 0; i < full.Length; i++)
            full[i] = input[i];
        Complex(full, shape, forward: true);
        var (last, half) = (shape[^1], shape[^1] / 2 + 1);
        for (var row = 0; row < full.Length / last; row++)
            full.AsSpan(row * last, half).CopyTo(output[(row * half)..]);
    }

    public static void RealInverse(ReadOnlySpan<Complex> input, Span<double> output, int[] shape)
    {
        var (last, half) = (shape[^1], shape[^1] / 2 + 1);
        int[] outer = [.. shape[..^1], half];
        var columns = input.ToArray();
        // The outer dimensions first, which leaves each row the half spectrum of a real line.
        for (int axis = 0, stride = columns.Length; axis < shape.Length - 1; axis++)
        {
            stride /= outer[axis];
            for (var block = 0; block < columns.Length; block += outer[axis] * stride)
            for (var offset = 0; offset < stride; offset++)
                Line(columns, block + offset, stride, outer[axis], forward: false);
        }
        var line = new Complex[last];
        for (var row = 0; row < output.Length / last; row++)
        {
            for (var k = 0; k < last; k++)
                line[k] =
                    k < half
                        ? columns[row * half + k]
                        : System.Numerics.Complex.Conjugate(columns[row * half + last - k]);
            MathNet.Numerics.IntegralTransforms.Fourier.Inverse(line, FourierOptions.NoScaling);
            for (var k = 0; k < last; k++)
                output[row * last + k] = line[k].Real;
        }
    }

    private static void Line(Span<Complex> data, int start, int stride, int length, bool forward)
    {
        var line = new Complex[length];
        for (var i = 0; i < length; i++)
            line[i] = data[start + i * stride];
        if (forward)
            MathNet.Numerics.IntegralTransforms.Fourier.Forward(line, FourierOptions.NoScaling);
        else
            MathNet.Numerics.IntegralTransforms.Fourier.Inverse(line, FourierOptions.NoScaling);
        for (var i = 0; i < length; i++)
            data[start + i * stride] = line[i];
    }
}
