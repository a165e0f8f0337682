using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace MlPhys.Numerics.Lanes;

/// <summary>Rows of samples to samples of rows.</summary>
internal static unsafe class LaneTranspose<T>
    where T : unmanaged
{
    /// <summary>Transposes a block; the columns of the target beyond the rows are left alone.</summary>
    /// <param name="from">Source, row by row.</param>
    /// <param name="fromStride">Numbers from one source row to the next.</param>
    /// <param name="rows">Source rows.</param>
    /// <param name="columns">Source columns.</param>
    /// <param name="to">Target.</param>
    /// <param name="toStride">Numbers from one target row to the next.</param>
    public static void Run(T* from, int fromStride, int rows, int columns, T* to, int toStride)
    {
        var row = 0;
        if (typeof(T) == typeof(float) && Avx512F.IsSupported)
            for (; row + 16 <= rows; row += 16)
            for (var column = 0; column < columns; column += 16)
                Sixteen(
                    (float*)from + row * fromStride + column,
                    fromStride,
                    (float*)to + column * toStride + row,
                    toStride
                );
        for (; row < rows; row++)
        for (var column = 0; column < columns; column++)
            to[column * toStride + row] = from[row * fromStride + column];
    }

    [SkipLocalsInit]
    private static void Sixteen(float* from, int fromStride, float* to, int toStride)
    {
        var a = stackalloc Vector512<float>[16];
        var b = stackalloc Vector512<float>[16];
        for (var i = 0; i < 16; i += 2)
        {
            var upper = Vector512.Load(from + i * fromStride);
            var lower = Vector512.Load(from + (i + 1) * fromStride);
            a[i] = Avx512F.UnpackLow(upper, lower);
            a[i + 1] = Avx512F.UnpackHigh(upper, lower);
        }
        for (var i = 0; i < 16; i += 4)
        for (var j = 0; j < 2; j++)
        {
            var (upper, lower) = (a[i + j].AsDouble(), a[i + j + 2].AsDouble());
            b[i + 2 * j] = Avx512F.UnpackLow(upper, lower).AsSingle();
            b[i + 2 * j + 1] = Avx512F.UnpackHigh(upper, lower).AsSingle();
        }
        for (var i = 0; i < 4; i++)
        {
            var low = Avx512F.Shuffle4x128(b[i], b[i + 4], 0x88);
            var high = Avx512F.Shuffle4x128(b[i], b[i + 4], 0xDD);
            var lowNext = Avx512F.Shuffle4x128(b[i + 8], b[i + 12], 0x88);
            var highNext = Avx512F.Shuffle4x128(b[i + 8], b[i + 12], 0xDD);
            Avx512F.Shuffle4x128(low, lowNext, 0x88).Store(to + i * toStride);
            Avx512F.Shuffle4x128(high, highNext, 0x88).Store(to + (i + 4) * toStride);
            Avx512F.Shuffle4x128(low, lowNext, 0xDD).Store(to + (i + 8) * toStride);
            Avx512F.Shuffle4x128(high, highNext, 0xDD).Store(to + (i + 12) * toStride);
        }
    }
}
