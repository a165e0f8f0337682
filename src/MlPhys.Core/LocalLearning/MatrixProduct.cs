using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlPhys.LocalLearning;

/// <summary>
/// C += A B in single precision: panels of B are packed into the first-level cache and met by eight rows of A at a time
/// (Goto and van de Geijn, ACM TOMS 34, 12 (2008)).
/// </summary>
/// <remarks>
/// Each number of C is summed in the same order whichever rows a call covers, so that splitting the rows over threads leaves every bit
/// as it was; a general BLAS gives no such promise.
/// </remarks>
internal sealed class MatrixProduct
{
    private const int Depth = 256;
    private const int Rows = 8;
    private readonly float[] _panel = new float[Depth * Columns];
    private readonly float[] _edge = new float[Rows * Columns];
    private readonly float[] _rows = new float[Rows * Depth];

    private static int Columns => 2 * Vector512<float>.Count;

    /// <summary>Adds rows from <paramref name="first"/> to <paramref name="end"/> of A B to C.</summary>
    /// <param name="a">A, row by row, <paramref name="inner"/> numbers each.</param>
    /// <param name="inner">Columns of A and rows of B.</param>
    /// <param name="b">B.</param>
    /// <param name="rowStride">Distance between rows of B.</param>
    /// <param name="columnStride">Distance between columns of B.</param>
    /// <param name="c">C, row by row, <paramref name="columns"/> numbers each.</param>
    /// <param name="columns">Columns of B and C.</param>
    /// <param name="first">First row.</param>
    /// <param name="end">Row after the last.</param>
    public void Add(
        ReadOnlySpan<float> a,
        int inner,
        ReadOnlySpan<float> b,
        int rowStride,
        int columnStride,
        Span<float> c,
        int columns,
        int first,
        int end
    )
    {
        for (var k = 0; k < inner; k += Depth)
        for (var column = 0; column < columns; column += Columns)
        {
            var (depth, width) = (Math.Min(Depth, inner - k), Math.Min(Columns, columns - column));
            Pack(b[(k * rowStride + column * columnStride)..], rowStride, columnStride, depth, width);
            for (var row = first; row < end; row += Rows)
            {
                var height = Math.Min(Rows, end - row);
                if (height == Rows && width == Columns)
                    Block(a[(row * inner + k)..], inner, depth, c[(row * columns + column)..], columns);
                else
                    Edge(a[(row * inner + k)..], inner, depth, c[(row * columns + column)..], columns, height, width);
            }
        }
    }

    private void Pack(ReadOnlySpan<float> b, int rowStride, int columnStride, int depth, int width)
    {
        if (columnStride == 1)
        {
            for (var k = 0; k < depth; k++)
            {
                b.Slice(k * rowStride, width).CopyTo(_panel.AsSpan(k * Columns));
                _panel.AsSpan(k * Columns + width, Columns - width).Clear();
            }
            return;
        }
        if (width < Columns)
            Array.Clear(_panel);
        for (var j = 0; j < width; j++)
        for (var k = 0; k < depth; k++)
            _panel[k * Columns + j] = b[k * rowStride + j * columnStride];
    }

    /// <summary>The last rows and columns, padded to a whole block.</summary>
    private void Edge(ReadOnlySpan<float> a, int stride, int depth, Span<float> c, int columns, int height, int width)
    {
        for (var i = 0; i < Rows; i++)
        {
            if (i < height)
            {
                a.Slice(i * stride, depth).CopyTo(_rows.AsSpan(i * depth));
                c.Slice(i * columns, width).CopyTo(_edge.AsSpan(i * Columns));
            }
            else
                _rows.AsSpan(i * depth, depth).Clear();
        }
        Block(_rows, depth, depth, _edge, Columns);
        for (var i = 0; i < height; i++)
            _edge.AsSpan(i * Columns, width).CopyTo(c[(i * columns)..]);
    }

    /// <summary>Eight rows of A times the panel, in sixteen registers.</summary>
    private void Block(ReadOnlySpan<float> a, int stride, int depth, Span<float> c, int columns)
    {
        ref var to = ref MemoryMarshal.GetReference(c);
        ref var from = ref MemoryMarshal.GetReference(a);
        ref var panel = ref MemoryMarshal.GetArrayDataReference(_panel);
        var n = (nuint)columns;
        var half = (nuint)Vector512<float>.Count;
        var (c00, c01) = (Vector512.LoadUnsafe(ref to), Vector512.LoadUnsafe(ref to, half));
        var (c10, c11) = (Vector512.LoadUnsafe(ref to, n), Vector512.LoadUnsafe(ref to, n + half));
        var (c20, c21) = (Vector512.LoadUnsafe(ref to, 2 * n), Vector512.LoadUnsafe(ref to, 2 * n + half));
        var (c30, c31) = (Vector512.LoadUnsafe(ref to, 3 * n), Vector512.LoadUnsafe(ref to, 3 * n + half));
        var (c40, c41) = (Vector512.LoadUnsafe(ref to, 4 * n), Vector512.LoadUnsafe(ref to, 4 * n + half));
        var (c50, c51) = (Vector512.LoadUnsafe(ref to, 5 * n), Vector512.LoadUnsafe(ref to, 5 * n + half));
        var (c60, c61) = (Vector512.LoadUnsafe(ref to, 6 * n), Vector512.LoadUnsafe(ref to, 6 * n + half));
        var (c70, c71) = (Vector512.LoadUnsafe(ref to, 7 * n), Vector512.LoadUnsafe(ref to, 7 * n + half));
        for (var k = 0; k < depth; k++)
        {
            var b0 = Vector512.LoadUnsafe(ref panel, 2 * half * (nuint)k);
            var b1 = Vector512.LoadUnsafe(ref panel, 2 * half * (nuint)k + half);
            var a0 = Vector512.Create(Unsafe.Add(ref from, k));
            var a1 = Vector512.Create(Unsafe.Add(ref from, k + stride));
            var a2 = Vector512.Create(Unsafe.Add(ref from, k + 2 * stride));
            var a3 = Vector512.Create(Unsafe.Add(ref from, k + 3 * stride));
            c00 = Vector512.FusedMultiplyAdd(a0, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(a0, b1, c01);
            c10 = Vector512.FusedMultiplyAdd(a1, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(a1, b1, c11);
            c20 = Vector512.FusedMultiplyAdd(a2, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(a2, b1, c21);
            c30 = Vector512.FusedMultiplyAdd(a3, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(a3, b1, c31);
            var a4 = Vector512.Create(Unsafe.Add(ref from, k + 4 * stride));
            var a5 = Vector512.Create(Unsafe.Add(ref from, k + 5 * stride));
            var a6 = Vector512.Create(Unsafe.Add(ref from, k + 6 * stride));
            var a7 = Vector512.Create(Unsafe.Add(ref from, k + 7 * stride));
            c40 = Vector512.FusedMultiplyAdd(a4, b0, c40);
            c41 = Vector512.FusedMultiplyAdd(a4, b1, c41);
            c50 = Vector512.FusedMultiplyAdd(a5, b0, c50);
            c51 = Vector512.FusedMultiplyAdd(a5, b1, c51);
            c60 = Vector512.FusedMultiplyAdd(a6, b0, c60);
            c61 = Vector512.FusedMultiplyAdd(a6, b1, c61);
            c70 = Vector512.FusedMultiplyAdd(a7, b0, c70);
            c71 = Vector512.FusedMultiplyAdd(a7, b1, c71);
        }
        Store(ref to, 0, c00, c01);
        Store(ref to, n, c10, c11);
        Store(ref to, 2 * n, c20, c21);
        Store(ref to, 3 * n, c30, c31);
        Store(ref to, 4 * n, c40, c41);
        Store(ref to, 5 * n, c50, c51);
        Store(ref to, 6 * n, c60, c61);
        Store(ref to, 7 * n, c70, c71);
    }

    private static void Store(ref float to, nuint at, Vector512<float> left, Vector512<float> right)
    {
        left.StoreUnsafe(ref to, at);
        right.StoreUnsafe(ref to, at + (nuint)Vector512<float>.Count);
    }
}
