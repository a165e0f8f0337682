using System.Runtime.Intrinsics;
using MlPhys.Numerics.Lanes;

namespace MlPhys.LocalLearning;

/// <summary>
/// C += A B in single precision: panels of B are packed into the first-level cache and met by some rows of A at a time
/// (Goto and van de Geijn, ACM TOMS 34, 12 (2008)).
/// </summary>
/// <remarks>
/// Each number of C is summed in the same order whichever rows a call covers, so that splitting the rows over threads leaves every bit
/// as it was; a general BLAS gives no such promise.
/// </remarks>
internal sealed class MatrixProduct
{
    private const int Depth = 128;
    private const int Rows = 4;
    private readonly float[] _panel = new float[Depth * Columns];
    private readonly float[] _edge = new float[Rows * Columns];
    private readonly float[] _rows = new float[Rows * Depth];

    private static int Columns => 4 * Vector512<float>.Count;

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

    private unsafe void Block(ReadOnlySpan<float> a, int stride, int depth, Span<float> c, int columns)
    {
        fixed (
            float* from = a,
                panel = _panel,
                to = c
        )
            LaneProduct<float>.Add(Rows, depth, Columns, from, stride, 1, panel, Columns, to, columns);
    }
}
