using System.Runtime.Intrinsics;

namespace MlPhys.Numerics.Lanes;

/// <summary>C += A B where the rows of B and C are vectors and the numbers of A are broadcast.</summary>
internal static unsafe class LaneProduct<T>
    where T : unmanaged
{
    private static int Width => Vector512<T>.Count;

    /// <summary>Adds A B to C.</summary>
    /// <param name="rows">Rows of A and C.</param>
    /// <param name="depth">Columns of A, rows of B.</param>
    /// <param name="columns">Numbers in a row of B and C, a multiple of the vector's width.</param>
    /// <param name="a">A.</param>
    /// <param name="rowStep">Numbers from one row of A to the next.</param>
    /// <param name="depthStep">Numbers from one column of A to the next.</param>
    /// <param name="b">B.</param>
    /// <param name="bStride">Numbers from one row of B to the next.</param>
    /// <param name="c">C.</param>
    /// <param name="cStride">Numbers from one row of C to the next.</param>
    public static void Add(
        int rows,
        int depth,
        int columns,
        T* a,
        int rowStep,
        int depthStep,
        T* b,
        int bStride,
        T* c,
        int cStride
    )
    {
        var at = 0;
        for (; at + 4 * Width <= columns; at += 4 * Width)
        {
            var row = 0;
            for (; row + 4 <= rows; row += 4)
                FourByFour(
                    depth,
                    a + row * rowStep,
                    rowStep,
                    depthStep,
                    b + at,
                    bStride,
                    c + row * cStride + at,
                    cStride
                );
            for (; row < rows; row++)
                OneByFour(depth, a + row * rowStep, depthStep, b + at, bStride, c + row * cStride + at);
        }
        for (; at < columns; at += Width)
        {
            var row = 0;
            for (; row + 8 <= rows; row += 8)
                EightByOne(
                    depth,
                    a + row * rowStep,
                    rowStep,
                    depthStep,
                    b + at,
                    bStride,
                    c + row * cStride + at,
                    cStride
                );
            for (; row < rows; row++)
                OneByOne(depth, a + row * rowStep, depthStep, b + at, bStride, c + row * cStride + at);
        }
    }

    private static void FourByFour(int depth, T* a, int rowStep, int depthStep, T* b, int bStride, T* c, int cStride)
    {
        var r00 = Vector512.Load(c);
        var r01 = Vector512.Load(c + Width);
        var r02 = Vector512.Load(c + 2 * Width);
        var r03 = Vector512.Load(c + 3 * Width);
        var r10 = Vector512.Load(c + cStride);
        var r11 = Vector512.Load(c + cStride + Width);
        var r12 = Vector512.Load(c + cStride + 2 * Width);
        var r13 = Vector512.Load(c + cStride + 3 * Width);
        var r20 = Vector512.Load(c + 2 * cStride);
        var r21 = Vector512.Load(c + 2 * cStride + Width);
        var r22 = Vector512.Load(c + 2 * cStride + 2 * Width);
        var r23 = Vector512.Load(c + 2 * cStride + 3 * Width);
        var r30 = Vector512.Load(c + 3 * cStride);
        var r31 = Vector512.Load(c + 3 * cStride + Width);
        var r32 = Vector512.Load(c + 3 * cStride + 2 * Width);
        var r33 = Vector512.Load(c + 3 * cStride + 3 * Width);
        for (var k = 0; k < depth; k++, a += depthStep, b += bStride)
        {
            var b0 = Vector512.Load(b);
            var b1 = Vector512.Load(b + Width);
            var b2 = Vector512.Load(b + 2 * Width);
            var b3 = Vector512.Load(b + 3 * Width);
            var a0 = Vector512.Create(*a);
            r00 = LaneMath<T>.MultiplyAdd(a0, b0, r00);
            r01 = LaneMath<T>.MultiplyAdd(a0, b1, r01);
            r02 = LaneMath<T>.MultiplyAdd(a0, b2, r02);
            r03 = LaneMath<T>.MultiplyAdd(a0, b3, r03);
            var a1 = Vector512.Create(a[rowStep]);
            r10 = LaneMath<T>.MultiplyAdd(a1, b0, r10);
            r11 = LaneMath<T>.MultiplyAdd(a1, b1, r11);
            r12 = LaneMath<T>.MultiplyAdd(a1, b2, r12);
            r13 = LaneMath<T>.MultiplyAdd(a1, b3, r13);
            var a2 = Vector512.Create(a[2 * rowStep]);
            r20 = LaneMath<T>.MultiplyAdd(a2, b0, r20);
            r21 = LaneMath<T>.MultiplyAdd(a2, b1, r21);
            r22 = LaneMath<T>.MultiplyAdd(a2, b2, r22);
            r23 = LaneMath<T>.MultiplyAdd(a2, b3, r23);
            var a3 = Vector512.Create(a[3 * rowStep]);
            r30 = LaneMath<T>.MultiplyAdd(a3, b0, r30);
            r31 = LaneMath<T>.MultiplyAdd(a3, b1, r31);
            r32 = LaneMath<T>.MultiplyAdd(a3, b2, r32);
            r33 = LaneMath<T>.MultiplyAdd(a3, b3, r33);
        }
        r00.Store(c);
        r01.Store(c + Width);
        r02.Store(c + 2 * Width);
        r03.Store(c + 3 * Width);
        r10.Store(c + cStride);
        r11.Store(c + cStride + Width);
        r12.Store(c + cStride + 2 * Width);
        r13.Store(c + cStride + 3 * Width);
        r20.Store(c + 2 * cStride);
        r21.Store(c + 2 * cStride + Width);
        r22.Store(c + 2 * cStride + 2 * Width);
        r23.Store(c + 2 * cStride + 3 * Width);
        r30.Store(c + 3 * cStride);
        r31.Store(c + 3 * cStride + Width);
        r32.Store(c + 3 * cStride + 2 * Width);
        r33.Store(c + 3 * cStride + 3 * Width);
    }

    private static void OneByFour(int depth, T* a, int depthStep, T* b, int bStride, T* c)
    {
        var r0 = Vector512.Load(c);
        var r1 = Vector512.Load(c + Width);
        var r2 = Vector512.Load(c + 2 * Width);
        var r3 = Vector512.Load(c + 3 * Width);
        for (var k = 0; k < depth; k++, a += depthStep, b += bStride)
        {
            var a0 = Vector512.Create(*a);
            r0 = LaneMath<T>.MultiplyAdd(a0, Vector512.Load(b), r0);
            r1 = LaneMath<T>.MultiplyAdd(a0, Vector512.Load(b + Width), r1);
            r2 = LaneMath<T>.MultiplyAdd(a0, Vector512.Load(b + 2 * Width), r2);
            r3 = LaneMath<T>.MultiplyAdd(a0, Vector512.Load(b + 3 * Width), r3);
        }
        r0.Store(c);
        r1.Store(c + Width);
        r2.Store(c + 2 * Width);
        r3.Store(c + 3 * Width);
    }

    private static void EightByOne(int depth, T* a, int rowStep, int depthStep, T* b, int bStride, T* c, int cStride)
    {
        var r0 = Vector512.Load(c);
        var r1 = Vector512.Load(c + cStride);
        var r2 = Vector512.Load(c + 2 * cStride);
        var r3 = Vector512.Load(c + 3 * cStride);
        var r4 = Vector512.Load(c + 4 * cStride);
        var r5 = Vector512.Load(c + 5 * cStride);
        var r6 = Vector512.Load(c + 6 * cStride);
        var r7 = Vector512.Load(c + 7 * cStride);
        for (var k = 0; k < depth; k++, a += depthStep, b += bStride)
        {
            var b0 = Vector512.Load(b);
            r0 = LaneMath<T>.MultiplyAdd(Vector512.Create(*a), b0, r0);
            r1 = LaneMath<T>.MultiplyAdd(Vector512.Create(a[rowStep]), b0, r1);
            r2 = LaneMath<T>.MultiplyAdd(Vector512.Create(a[2 * rowStep]), b0, r2);
            r3 = LaneMath<T>.MultiplyAdd(Vector512.Create(a[3 * rowStep]), b0, r3);
            r4 = LaneMath<T>.MultiplyAdd(Vector512.Create(a[4 * rowStep]), b0, r4);
            r5 = LaneMath<T>.MultiplyAdd(Vector512.Create(a[5 * rowStep]), b0, r5);
            r6 = LaneMath<T>.MultiplyAdd(Vector512.Create(a[6 * rowStep]), b0, r6);
            r7 = LaneMath<T>.MultiplyAdd(Vector512.Create(a[7 * rowStep]), b0, r7);
        }
        r0.Store(c);
        r1.Store(c + cStride);
        r2.Store(c + 2 * cStride);
        r3.Store(c + 3 * cStride);
        r4.Store(c + 4 * cStride);
        r5.Store(c + 5 * cStride);
        r6.Store(c + 6 * cStride);
        r7.Store(c + 7 * cStride);
    }

    private static void OneByOne(int depth, T* a, int depthStep, T* b, int bStride, T* c)
    {
        var r0 = Vector512.Load(c);
        for (var k = 0; k < depth; k++, a += depthStep, b += bStride)
            r0 = LaneMath<T>.MultiplyAdd(Vector512.Create(*a), Vector512.Load(b), r0);
        r0.Store(c);
    }
}
