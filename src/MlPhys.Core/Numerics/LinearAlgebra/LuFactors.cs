using System.Numerics.Tensors;

namespace MlPhys.Numerics.LinearAlgebra;

/// <summary>P A = L U with partial pivoting for small dense systems that are factorised again and again in one buffer.</summary>
internal sealed class LuFactors(int size)
{
    private readonly double[] rows = new double[size * size];
    private readonly int[] pivot = new int[size];
    private readonly double[] swap = new double[size];

    /// <summary>The matrix to factorise, row by row; overwritten by <see cref="Factorise"/>.</summary>
    public Span<double> Row(int i) => rows.AsSpan(i * size, size);

    /// <summary>Factorises in place.</summary>
    /// <returns>Whether all pivots are finite and not zero.</returns>
    public bool Factorise()
    {
        for (var k = 0; k < size; k++)
        {
            pivot[k] = k;
            for (var i = k + 1; i < size; i++)
                if (Math.Abs(Row(i)[k]) > Math.Abs(Row(pivot[k])[k]))
                    pivot[k] = i;
            Swap(k, pivot[k]);
            var diagonal = Row(k)[k];
            if (diagonal == 0 || !double.IsFinite(diagonal))
                return false;
            for (var i = k + 1; i < size; i++)
            {
                var row = Row(i);
                var factor = row[k] /= diagonal;
                if (factor != 0)
                    TensorPrimitives.MultiplyAdd(Row(k)[(k + 1)..], -factor, row[(k + 1)..], row[(k + 1)..]);
            }
        }
        return true;
    }

    /// <summary>Replaces b by the solution of A x = b.</summary>
    public void Solve(Span<double> vector)
    {
        for (var k = 0; k < size; k++)
            (vector[k], vector[pivot[k]]) = (vector[pivot[k]], vector[k]);
        for (var i = 1; i < size; i++)
            vector[i] -= TensorPrimitives.Dot<double>(Row(i)[..i], vector[..i]);
        for (var i = size - 1; i >= 0; i--)
            vector[i] =
                (vector[i] - TensorPrimitives.Dot<double>(Row(i)[(i + 1)..], vector[(i + 1)..size])) / Row(i)[i];
    }

    private void Swap(int i, int j)
    {
        if (i == j)
            return;
        Row(i).CopyTo(swap);
        Row(j).CopyTo(Row(i));
        swap.CopyTo(Row(j));
    }
}
