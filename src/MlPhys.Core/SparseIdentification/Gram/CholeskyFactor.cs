using System.Numerics.Tensors;

namespace MlPhys.SparseIdentification.Gram;

/// <summary>The Cholesky factor of a principal submatrix, its columns scaled to unit norm first so that units do not matter.</summary>
internal sealed class CholeskyFactor
{
    private const double SmallestPivot = 1e-13;
    private readonly double[][] rows;
    private readonly double[] scale;

    private CholeskyFactor(double[][] triangle, double[] scaling) => (rows, scale) = (triangle, scaling);

    /// <summary>Factors the submatrix of the given rows and columns; collinear columns get a tiny pivot.</summary>
    public static CholeskyFactor Of(double[,] matrix, int[] support)
    {
        var n = support.Length;
        var scaling = support.Select(j => matrix[j, j] > 0 ? 1 / Math.Sqrt(matrix[j, j]) : 1).ToArray();
        var triangle = new double[n][];
        for (var i = 0; i < n; i++)
        {
            var row = triangle[i] = new double[i + 1];
            for (var j = 0; j <= i; j++)
            {
                var sum = matrix[support[i], support[j]] * scaling[i] * scaling[j];
                var other = triangle[j];
                for (var k = 0; k < j; k++)
                    sum -= row[k] * other[k];
                row[j] = i == j ? Math.Sqrt(Math.Max(sum, SmallestPivot)) : sum / other[j];
            }
        }
        return new CholeskyFactor(triangle, scaling);
    }

    /// <summary>Solves the normal equations.</summary>
    public double[] Solve(double[] right)
    {
        var x = new double[right.Length];
        for (var i = 0; i < x.Length; i++)
        {
            x[i] = right[i] * scale[i];
            for (var k = 0; k < i; k++)
                x[i] -= rows[i][k] * x[k];
            x[i] /= rows[i][i];
        }
        for (var i = x.Length - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < x.Length; k++)
                x[i] -= rows[k][i] * x[k];
            x[i] /= rows[i][i];
        }
        for (var i = 0; i < x.Length; i++)
            x[i] *= scale[i];
        return x;
    }

    /// <summary>The inverse of the submatrix.</summary>
    public double[][] Inverse() =>
        [
            .. Enumerable
                .Range(0, rows.Length)
                .Select(i =>
                {
                    var unit = new double[rows.Length];
                    unit[i] = 1;
                    return Solve(unit);
                }),
        ];

    /// <summary>The inverse of the factor of the unit-norm submatrix, by columns, and that inverse times the scaled right side.</summary>
    public (double[][] Columns, double[] Right) Whitened(double[] right)
    {
        var n = rows.Length;
        var columns = new double[n][];
        var white = new double[n];
        for (var i = 0; i < n; i++)
        {
            var column = columns[i] = new double[n];
            column[i] = 1 / rows[i][i];
            for (var r = i + 1; r < n; r++)
                column[r] = -TensorPrimitives.Dot(rows[r].AsSpan(i, r - i), column.AsSpan(i, r - i)) / rows[r][r];
            TensorPrimitives.MultiplyAdd(column, right[i] * scale[i], white, white);
        }
        return (columns, white);
    }

    /// <summary>The diagonal of the inverse: variances up to the noise.</summary>
    public double[] InverseDiagonal()
    {
        var n = rows.Length;
        var diagonal = new double[n];
        var column = new double[n];
        for (var i = 0; i < n; i++)
        {
            Array.Clear(column);
            column[i] = 1 / rows[i][i];
            diagonal[i] += column[i] * column[i];
            for (var r = i + 1; r < n; r++)
            {
                var sum = 0.0;
                for (var k = i; k < r; k++)
                    sum -= rows[r][k] * column[k];
                column[r] = sum / rows[r][r];
                diagonal[i] += column[r] * column[r];
            }
        }
        for (var i = 0; i < n; i++)
            diagonal[i] *= scale[i] * scale[i];
        return diagonal;
    }
}
