using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlPhys.Training;

/// <summary>Inner products of the rows of two small single-precision matrices, four rows by four at a time.</summary>
internal static class InnerBlockProduct
{
    private const int Square = 4;

    private static int Lane => BlockProduct.Lane;

    /// <summary>C += scale A B^T: the inner products of the rows of A and B.</summary>
    /// <param name="a">A [rows, inner], inner a multiple of <see cref="BlockProduct.Lane"/>.</param>
    /// <param name="b">B [columns, inner].</param>
    /// <param name="c">C, rows <paramref name="stride"/> apart.</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="columns">Rows of B, columns of C.</param>
    /// <param name="inner">Length of the rows of A and B.</param>
    /// <param name="stride">Distance between rows of C.</param>
    /// <param name="scale">Factor.</param>
    public static void Add(
        ReadOnlySpan<float> a,
        ReadOnlySpan<float> b,
        Span<float> c,
        int rows,
        int columns,
        int inner,
        int stride,
        float scale
    )
    {
        var row = 0;
        for (; row + Square <= rows; row += Square)
        {
            var column = 0;
            for (; column + Square <= columns; column += Square)
                FourByFour(
                    a[(row * inner)..],
                    b[(column * inner)..],
                    c[(row * stride + column)..],
                    inner,
                    stride,
                    scale
                );
            for (; column < columns; column++)
            for (var i = row; i < row + Square; i++)
                c[i * stride + column] += scale * Inner(a[(i * inner)..], b[(column * inner)..], inner);
        }
        for (; row < rows; row++)
        for (var column = 0; column < columns; column++)
            c[row * stride + column] += scale * Inner(a[(row * inner)..], b[(column * inner)..], inner);
    }

    private static void FourByFour(
        ReadOnlySpan<float> left,
        ReadOnlySpan<float> right,
        Span<float> c,
        int inner,
        int stride,
        float scale
    )
    {
        ref var a = ref MemoryMarshal.GetReference(left);
        ref var b = ref MemoryMarshal.GetReference(right);
        var n = (nuint)inner;
        Vector512<float> c00 = default,
            c01 = default,
            c02 = default,
            c03 = default;
        Vector512<float> c10 = default,
            c11 = default,
            c12 = default,
            c13 = default;
        Vector512<float> c20 = default,
            c21 = default,
            c22 = default,
            c23 = default;
        Vector512<float> c30 = default,
            c31 = default,
            c32 = default,
            c33 = default;
        for (nuint k = 0; k < n; k += (nuint)Lane)
        {
            var (b0, b1) = (Vector512.LoadUnsafe(ref b, k), Vector512.LoadUnsafe(ref b, k + n));
            var (b2, b3) = (Vector512.LoadUnsafe(ref b, k + 2 * n), Vector512.LoadUnsafe(ref b, k + 3 * n));
            var a0 = Vector512.LoadUnsafe(ref a, k);
            c00 = Vector512.FusedMultiplyAdd(a0, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(a0, b1, c01);
            c02 = Vector512.FusedMultiplyAdd(a0, b2, c02);
            c03 = Vector512.FusedMultiplyAdd(a0, b3, c03);
            var a1 = Vector512.LoadUnsafe(ref a, k + n);
            c10 = Vector512.FusedMultiplyAdd(a1, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(a1, b1, c11);
            c12 = Vector512.FusedMultiplyAdd(a1, b2, c12);
            c13 = Vector512.FusedMultiplyAdd(a1, b3, c13);
            var a2 = Vector512.LoadUnsafe(ref a, k + 2 * n);
            c20 = Vector512.FusedMultiplyAdd(a2, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(a2, b1, c21);
            c22 = Vector512.FusedMultiplyAdd(a2, b2, c22);
            c23 = Vector512.FusedMultiplyAdd(a2, b3, c23);
            var a3 = Vector512.LoadUnsafe(ref a, k + 3 * n);
            c30 = Vector512.FusedMultiplyAdd(a3, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(a3, b1, c31);
            c32 = Vector512.FusedMultiplyAdd(a3, b2, c32);
            c33 = Vector512.FusedMultiplyAdd(a3, b3, c33);
        }
        Accumulate(c, scale, c00, c01, c02, c03);
        Accumulate(c[stride..], scale, c10, c11, c12, c13);
        Accumulate(c[(2 * stride)..], scale, c20, c21, c22, c23);
        Accumulate(c[(3 * stride)..], scale, c30, c31, c32, c33);
    }

    private static void Accumulate(
        Span<float> c,
        float scale,
        Vector512<float> s0,
        Vector512<float> s1,
        Vector512<float> s2,
        Vector512<float> s3
    )
    {
        ref var to = ref MemoryMarshal.GetReference(c);
        var sums = Vector128.Create(Vector512.Sum(s0), Vector512.Sum(s1), Vector512.Sum(s2), Vector512.Sum(s3));
        Vector128.FusedMultiplyAdd(Vector128.Create(scale), sums, Vector128.LoadUnsafe(ref to)).StoreUnsafe(ref to);
    }

    private static float Inner(ReadOnlySpan<float> left, ReadOnlySpan<float> right, int inner)
    {
        ref var a = ref MemoryMarshal.GetReference(left);
        ref var b = ref MemoryMarshal.GetReference(right);
        var sum = Vector512<float>.Zero;
        for (nuint k = 0; k < (nuint)inner; k += (nuint)Lane)
            sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref a, k), Vector512.LoadUnsafe(ref b, k), sum);
        return Vector512.Sum(sum);
    }
}
