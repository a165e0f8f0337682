using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlPhys.Training;

/// <summary>Products of small single-precision matrices whose rows are padded to whole vectors: no packing, no call into a library.</summary>
/// <remarks>Every number is summed in an order that depends on the shapes alone, so that results do not depend on grouping or threads.</remarks>
internal static class BlockProduct
{
    private const int Rows = 8;

    /// <summary>Numbers in one vector; rows are padded to a multiple of it.</summary>
    public static int Lane => Vector512<float>.Count;

    /// <summary>The length of a padded row.</summary>
    public static int Padded(int length) => (length + Lane - 1) / Lane * Lane;

    /// <summary>C += A B with A read number by number and B and C row by row.</summary>
    /// <param name="a">A [rows, inner].</param>
    /// <param name="rowStep">Distance in A between rows.</param>
    /// <param name="innerStep">Distance in A between columns.</param>
    /// <param name="b">B [inner, columns], rows <paramref name="columns"/> long, a multiple of <see cref="Lane"/>.</param>
    /// <param name="c">C [rows, columns].</param>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="inner">Columns of A, rows of B.</param>
    /// <param name="columns">Length of the rows of B and C.</param>
    public static void Add(
        ReadOnlySpan<float> a,
        int rowStep,
        int innerStep,
        ReadOnlySpan<float> b,
        Span<float> c,
        int rows,
        int inner,
        int columns
    )
    {
        ref var from = ref MemoryMarshal.GetReference(a);
        ref var panel = ref MemoryMarshal.GetReference(b);
        ref var to = ref MemoryMarshal.GetReference(c);
        for (var column = 0; column < columns; )
        {
            var isDouble = columns - column >= 2 * Lane;
            ref var at = ref Unsafe.Add(ref panel, column);
            var row = 0;
            for (; row + Rows <= rows; row += Rows)
            {
                ref var source = ref Unsafe.Add(ref from, row * rowStep);
                ref var target = ref Unsafe.Add(ref to, row * columns + column);
                if (isDouble)
                    EightByTwo(ref source, rowStep, innerStep, ref at, ref target, inner, columns);
                else
                    EightByOne(ref source, rowStep, innerStep, ref at, ref target, inner, columns);
            }
            for (; row < rows; row++)
            {
                ref var source = ref Unsafe.Add(ref from, row * rowStep);
                ref var target = ref Unsafe.Add(ref to, row * columns + column);
                OneRow(ref source, innerStep, ref at, ref target, inner, columns);
                if (isDouble)
                    OneRow(
                        ref source,
                        innerStep,
                        ref Unsafe.Add(ref at, Lane),
                        ref Unsafe.Add(ref target, Lane),
                        inner,
                        columns
                    );
            }
            column += isDouble ? 2 * Lane : Lane;
        }
    }

    private static void EightByTwo(
        ref float from,
        int rowStep,
        int innerStep,
        ref float panel,
        ref float to,
        int inner,
        int columns
    )
    {
        var n = (nuint)columns;
        var half = (nuint)Lane;
        var (c00, c01) = (Vector512.LoadUnsafe(ref to), Vector512.LoadUnsafe(ref to, half));
        var (c10, c11) = (Vector512.LoadUnsafe(ref to, n), Vector512.LoadUnsafe(ref to, n + half));
        var (c20, c21) = (Vector512.LoadUnsafe(ref to, 2 * n), Vector512.LoadUnsafe(ref to, 2 * n + half));
        var (c30, c31) = (Vector512.LoadUnsafe(ref to, 3 * n), Vector512.LoadUnsafe(ref to, 3 * n + half));
        var (c40, c41) = (Vector512.LoadUnsafe(ref to, 4 * n), Vector512.LoadUnsafe(ref to, 4 * n + half));
        var (c50, c51) = (Vector512.LoadUnsafe(ref to, 5 * n), Vector512.LoadUnsafe(ref to, 5 * n + half));
        var (c60, c61) = (Vector512.LoadUnsafe(ref to, 6 * n), Vector512.LoadUnsafe(ref to, 6 * n + half));
        var (c70, c71) = (Vector512.LoadUnsafe(ref to, 7 * n), Vector512.LoadUnsafe(ref to, 7 * n + half));
        ref var at = ref from;
        ref var b = ref panel;
        for (var k = 0; k < inner; k++)
        {
            var (b0, b1) = (Vector512.LoadUnsafe(ref b), Vector512.LoadUnsafe(ref b, half));
            var a0 = Vector512.Create(at);
            var a1 = Vector512.Create(Unsafe.Add(ref at, rowStep));
            var a2 = Vector512.Create(Unsafe.Add(ref at, 2 * rowStep));
            var a3 = Vector512.Create(Unsafe.Add(ref at, 3 * rowStep));
            c00 = Vector512.FusedMultiplyAdd(a0, b0, c00);
            c01 = Vector512.FusedMultiplyAdd(a0, b1, c01);
            c10 = Vector512.FusedMultiplyAdd(a1, b0, c10);
            c11 = Vector512.FusedMultiplyAdd(a1, b1, c11);
            c20 = Vector512.FusedMultiplyAdd(a2, b0, c20);
            c21 = Vector512.FusedMultiplyAdd(a2, b1, c21);
            c30 = Vector512.FusedMultiplyAdd(a3, b0, c30);
            c31 = Vector512.FusedMultiplyAdd(a3, b1, c31);
            var a4 = Vector512.Create(Unsafe.Add(ref at, 4 * rowStep));
            var a5 = Vector512.Create(Unsafe.Add(ref at, 5 * rowStep));
            var a6 = Vector512.Create(Unsafe.Add(ref at, 6 * rowStep));
            var a7 = Vector512.Create(Unsafe.Add(ref at, 7 * rowStep));
            c40 = Vector512.FusedMultiplyAdd(a4, b0, c40);
            c41 = Vector512.FusedMultiplyAdd(a4, b1, c41);
            c50 = Vector512.FusedMultiplyAdd(a5, b0, c50);
            c51 = Vector512.FusedMultiplyAdd(a5, b1, c51);
            c60 = Vector512.FusedMultiplyAdd(a6, b0, c60);
            c61 = Vector512.FusedMultiplyAdd(a6, b1, c61);
            c70 = Vector512.FusedMultiplyAdd(a7, b0, c70);
            c71 = Vector512.FusedMultiplyAdd(a7, b1, c71);
            at = ref Unsafe.Add(ref at, innerStep);
            b = ref Unsafe.Add(ref b, columns);
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

    private static void EightByOne(
        ref float from,
        int rowStep,
        int innerStep,
        ref float panel,
        ref float to,
        int inner,
        int columns
    )
    {
        var n = (nuint)columns;
        var (c0, c1) = (Vector512.LoadUnsafe(ref to), Vector512.LoadUnsafe(ref to, n));
        var (c2, c3) = (Vector512.LoadUnsafe(ref to, 2 * n), Vector512.LoadUnsafe(ref to, 3 * n));
        var (c4, c5) = (Vector512.LoadUnsafe(ref to, 4 * n), Vector512.LoadUnsafe(ref to, 5 * n));
        var (c6, c7) = (Vector512.LoadUnsafe(ref to, 6 * n), Vector512.LoadUnsafe(ref to, 7 * n));
        ref var at = ref from;
        ref var b = ref panel;
        for (var k = 0; k < inner; k++)
        {
            var b0 = Vector512.LoadUnsafe(ref b);
            c0 = Vector512.FusedMultiplyAdd(Vector512.Create(at), b0, c0);
            c1 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref at, rowStep)), b0, c1);
            c2 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref at, 2 * rowStep)), b0, c2);
            c3 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref at, 3 * rowStep)), b0, c3);
            c4 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref at, 4 * rowStep)), b0, c4);
            c5 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref at, 5 * rowStep)), b0, c5);
            c6 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref at, 6 * rowStep)), b0, c6);
            c7 = Vector512.FusedMultiplyAdd(Vector512.Create(Unsafe.Add(ref at, 7 * rowStep)), b0, c7);
            at = ref Unsafe.Add(ref at, innerStep);
            b = ref Unsafe.Add(ref b, columns);
        }
        Store(ref to, 0, n, c0, c1);
        Store(ref to, 2 * n, n, c2, c3);
        Store(ref to, 4 * n, n, c4, c5);
        Store(ref to, 6 * n, n, c6, c7);
    }

    private static void OneRow(ref float from, int innerStep, ref float panel, ref float to, int inner, int columns)
    {
        var sum = Vector512.LoadUnsafe(ref to);
        for (var k = 0; k < inner; k++)
            sum = Vector512.FusedMultiplyAdd(
                Vector512.Create(Unsafe.Add(ref from, k * innerStep)),
                Vector512.LoadUnsafe(ref panel, (nuint)(k * columns)),
                sum
            );
        sum.StoreUnsafe(ref to);
    }

    private static void Store(ref float to, nuint at, Vector512<float> left, Vector512<float> right) =>
        Store(ref to, at, (nuint)Lane, left, right);

    private static void Store(ref float to, nuint at, nuint next, Vector512<float> first, Vector512<float> second)
    {
        first.StoreUnsafe(ref to, at);
        second.StoreUnsafe(ref to, at + next);
    }
}
