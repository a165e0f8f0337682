using System.Numerics;
using MlPhys.Numerics.Fourier;
using MlPhys.Numerics.Random;

namespace MlPhys.Core.Tests.Numerics.Fourier;

public class LineTransformTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(24)]
    public void FFTW_torch_and_managed_code_agree_in_both_precisions(int length)
    {
        foreach (var kind in Enum.GetValues<LineKind>())
        foreach (var backend in (FftBackend[])[LineTransform<double>.Backend, FftBackend.Torch])
        {
            Assert.InRange(Difference<double>(kind, length, backend), 0, 1e-12);
            Assert.InRange(Difference<float>(kind, length, backend), 0, 1e-5);
        }
    }

    [Fact]
    public unsafe void Forward_is_the_sum_of_the_definition()
    {
        const int Length = 12;
        using var input = Filled<double>(2 * Length);
        using var output = new AlignedArray<double>(2 * Length);
        LineTransform<double>
            .Of(LineKind.Forward, new LineBatch(Length, 1, 1, Length, 1, Length))
            .Execute(input.Pointer, output.Pointer);
        for (var k = 0; k < Length; k++)
        {
            var sum = Complex.Zero;
            for (var x = 0; x < Length; x++)
                sum +=
                    new Complex(input.Span[2 * x], input.Span[2 * x + 1])
                    * Complex.Exp(new Complex(0, -2 * Math.PI * k * x / Length));
            Assert.Equal(sum.Real, output.Span[2 * k], 1e-12);
            Assert.Equal(sum.Imaginary, output.Span[2 * k + 1], 1e-12);
        }
    }

    private static unsafe double Difference<T>(LineKind kind, int length, FftBackend backend)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        const int Count = 5;
        var half = length / 2 + 1;
        var batch = kind switch
        {
            LineKind.RealForward => new LineBatch(length, Count, 1, length, 1, half),
            LineKind.RealInverse => new LineBatch(length, Count, 1, half, 1, length),
            _ => new LineBatch(length, Count, Count, 1, Count, 1),
        };
        using var input = Filled<T>(2 * length * Count);
        using var same = Filled<T>(2 * length * Count);
        if (kind == LineKind.RealInverse)
            for (var line = 0; line < Count; line++)
                // What a real line cannot have: imaginary parts of the first and last number.
                input.Span[2 * line * half + 1] =
                    input.Span[2 * (line * half + half - 1) + 1] =
                    same.Span[2 * line * half + 1] =
                    same.Span[2 * (line * half + half - 1) + 1] =
                        T.Zero;
        using var first = new AlignedArray<T>(2 * length * Count);
        using var second = new AlignedArray<T>(2 * length * Count);
        LineTransform<T>.Of(kind, batch, FftBackend.Managed).Execute(input.Pointer, first.Pointer);
        LineTransform<T>.Of(kind, batch, backend).Execute(same.Pointer, second.Pointer);
        var worst = 0.0;
        for (var i = 0; i < first.Length; i++)
            worst = Math.Max(worst, Math.Abs(double.CreateTruncating(first.Span[i] - second.Span[i])));
        return worst;
    }

    private static AlignedArray<T> Filled<T>(int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var array = new AlignedArray<T>(length);
        var numbers = new RandomStream(2).Gaussians(length);
        for (var i = 0; i < length; i++)
            array.Span[i] = T.CreateTruncating(numbers[i]);
        return array;
    }
}
