using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlPhys.SparseIdentification.Gram;

/// <summary>The products of all pairs of rows of a block, added to a Gram matrix: the inner loop of every fit.</summary>
/// <remarks>Tiles of 4 x 4 pairs keep sixteen sums in registers, so that each number loaded is used four times.</remarks>
internal static class GramProduct
{
    private const int Tile = 4;

    /// <summary>Adds X X' to the lower triangle of <paramref name="gram"/>.</summary>
    /// <param name="block">X, row after row.</param>
    /// <param name="stride">Distance between the starts of two rows.</param>
    /// <param name="length">Numbers of a row that count; a multiple of 8, padded with zeros.</param>
    /// <param name="gram">Square matrix with one row and column for each row of X.</param>
    public static void AddTo(ReadOnlySpan<double> block, int stride, int length, double[,] gram)
    {
        var rows = gram.GetLength(0);
        for (var i = 0; i < rows; i += Tile)
        for (var j = 0; j <= i; j += Tile)
            if (i + Tile <= rows)
                AddTile(block, stride, length, gram, i, j);
            else
                AddEdge(block, stride, length, gram, i, j);
    }

    /// <summary>Copies the lower triangle to the upper one.</summary>
    public static void Mirror(double[,] gram)
    {
        for (var i = 0; i < gram.GetLength(0); i++)
        for (var j = 0; j < i; j++)
            gram[j, i] = gram[i, j];
    }

    private static void AddTile(ReadOnlySpan<double> block, int stride, int length, double[,] gram, int i, int j)
    {
        ref var a = ref Unsafe.Add(ref MemoryMarshal.GetReference(block), i * stride);
        ref var b = ref Unsafe.Add(ref MemoryMarshal.GetReference(block), j * stride);
        Vector512<double> s00 = default,
            s01 = default,
            s02 = default,
            s03 = default,
            s10 = default,
            s11 = default,
            s12 = default,
            s13 = default,
            s20 = default,
            s21 = default,
            s22 = default,
            s23 = default,
            s30 = default,
            s31 = default,
            s32 = default,
            s33 = default;
        for (var k = 0; k < length; k += Vector512<double>.Count)
        {
            var b0 = Load(ref b, k);
            var b1 = Load(ref b, stride + k);
            var b2 = Load(ref b, 2 * stride + k);
            var b3 = Load(ref b, 3 * stride + k);
            var row = Load(ref a, k);
            s00 = Vector512.FusedMultiplyAdd(row, b0, s00);
            s01 = Vector512.FusedMultiplyAdd(row, b1, s01);
            s02 = Vector512.FusedMultiplyAdd(row, b2, s02);
            s03 = Vector512.FusedMultiplyAdd(row, b3, s03);
            row = Load(ref a, stride + k);
            s10 = Vector512.FusedMultiplyAdd(row, b0, s10);
            s11 = Vector512.FusedMultiplyAdd(row, b1, s11);
            s12 = Vector512.FusedMultiplyAdd(row, b2, s12);
            s13 = Vector512.FusedMultiplyAdd(row, b3, s13);
            row = Load(ref a, 2 * stride + k);
            s20 = Vector512.FusedMultiplyAdd(row, b0, s20);
            s21 = Vector512.FusedMultiplyAdd(row, b1, s21);
            s22 = Vector512.FusedMultiplyAdd(row, b2, s22);
            s23 = Vector512.FusedMultiplyAdd(row, b3, s23);
            row = Load(ref a, 3 * stride + k);
            s30 = Vector512.FusedMultiplyAdd(row, b0, s30);
            s31 = Vector512.FusedMultiplyAdd(row, b1, s31);
            s32 = Vector512.FusedMultiplyAdd(row, b2, s32);
            s33 = Vector512.FusedMultiplyAdd(row, b3, s33);
        }
        AddSums(gram, i, j, s00, s01, s02, s03);
        AddSums(gram, i + 1, j, s10, s11, s12, s13);
        AddSums(gram, i + 2, j, s20, s21, s22, s23);
        AddSums(gram, i + 3, j, s30, s31, s32, s33);
    }

    private static void AddSums(
        double[,] gram,
        int i,
        int j,
        Vector512<double> s0,
        Vector512<double> s1,
        Vector512<double> s2,
        Vector512<double> s3
    )
    {
        gram[i, j] += Vector512.Sum(s0);
        gram[i, j + 1] += Vector512.Sum(s1);
        gram[i, j + 2] += Vector512.Sum(s2);
        gram[i, j + 3] += Vector512.Sum(s3);
    }

    private static void AddEdge(ReadOnlySpan<double> block, int stride, int length, double[,] gram, int first, int j)
    {
        for (var i = first; i < gram.GetLength(0); i++)
        for (var k = j; k < Math.Min(j + Tile, i + 1); k++)
            gram[i, k] += System.Numerics.Tensors.TensorPrimitives.Dot(
                block.Slice(i * stride, length),
                block.Slice(k * stride, length)
            );
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Load(ref double start, int offset) =>
        Vector512.LoadUnsafe(ref start, (nuint)offset);
}
