using System.Runtime.Intrinsics;
using MlPhys.Numerics.Lanes;

namespace MlPhys.Training;

/// <summary>Products of small single-precision matrices whose rows are padded to whole vectors: no packing, no call into a library.</summary>
/// <remarks>Every number is summed in an order that depends on the shapes alone, so that results do not depend on grouping or threads.</remarks>
internal static class BlockProduct
{
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
    public static unsafe void Add(
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
        fixed (
            float* from = a,
                panel = b,
                to = c
        )
            LaneProduct<float>.Add(rows, inner, columns, from, rowStep, innerStep, panel, columns, to, columns);
    }
}
