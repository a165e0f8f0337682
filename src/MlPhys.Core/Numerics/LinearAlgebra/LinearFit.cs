using System.Collections.Immutable;
using System.Numerics.Tensors;

namespace MlPhys.Numerics.LinearAlgebra;

/// <summary>A column that is a linear combination of others.</summary>
/// <param name="Column">The dependent column.</param>
/// <param name="DependsOn">The columns that it combines.</param>
public sealed record Collinearity(int Column, ImmutableArray<int> DependsOn);

/// <summary>A linear least-squares fit A c = b by pivoted QR.</summary>
/// <param name="Coefficients">One for each column; 0 for columns left out as dependent.</param>
/// <param name="StandardErrors">Their standard errors; infinite for dependent columns and those they depend on, NaN without degrees of freedom.</param>
/// <param name="Residuals">b - A c.</param>
/// <param name="ResidualSumOfSquares">Sum of squared residuals.</param>
/// <param name="Rank">Numerical rank of A.</param>
/// <param name="Collinear">Each column left out, with the columns that it depends on.</param>
public sealed record LinearFit(
    double[] Coefficients,
    double[] StandardErrors,
    double[] Residuals,
    double ResidualSumOfSquares,
    int Rank,
    ImmutableArray<Collinearity> Collinear
)
{
    /// <summary>Rows less rank.</summary>
    public int DegreesOfFreedom => Residuals.Length - Rank;

    /// <summary>Fits by least squares; columns are scaled to unit norm first, so that units do not decide on the rank.</summary>
    /// <param name="matrix">A, m x n, m >= n, finite.</param>
    /// <param name="target">b, length m, finite.</param>
    /// <param name="tolerance">Relative size below which a column counts as dependent.</param>
    /// <exception cref="ArgumentException">There are fewer rows than columns, lengths do not fit, or an entry is not finite.</exception>
    public static LinearFit Of(double[,] matrix, double[] target, double tolerance = 1e-12)
    {
        Matrix.RequireFinite(target, matrix.GetLength(0), nameof(target));
        var (scaled, scale) = UnitColumns(matrix);
        var qr = new PivotedQr(scaled);
        var rank = qr.Rank(tolerance);
        var rotated = target.ToArray();
        qr.ApplyQTransposed(rotated);
        var solution = rotated.AsSpan(0, rank).ToArray();
        qr.SolveR(solution);
        rotated.AsSpan(0, rank).Clear();
        var squares = TensorPrimitives.SumOfSquares<double>(rotated);
        qr.ApplyQ(rotated);
        var collinear = Dependencies(qr, rank);
        var undetermined = collinear.SelectMany(c => c.DependsOn.Append(c.Column)).ToHashSet();
        var variances = Variances(qr, rank);
        var degrees = target.Length - rank;
        var (coefficients, errors) = (new double[qr.Columns], new double[qr.Columns]);
        Array.Fill(errors, double.PositiveInfinity);
        for (var k = 0; k < rank; k++)
        {
            var column = qr.Pivot[k];
            coefficients[column] = solution[k] / scale[column];
            if (!undetermined.Contains(column))
                errors[column] = degrees > 0 ? Math.Sqrt(variances[k] * squares / degrees) / scale[column] : double.NaN;
        }
        return new LinearFit(coefficients, errors, rotated, squares, rank, collinear);
    }

    private static (double[,] Scaled, double[] Scale) UnitColumns(double[,] matrix)
    {
        Matrix.RequireFinite(matrix, nameof(matrix));
        var (m, n) = (matrix.GetLength(0), matrix.GetLength(1));
        var (scaled, scale) = (new double[m, n], new double[n]);
        for (var j = 0; j < n; j++)
        {
            for (var i = 0; i < m; i++)
                scale[j] = double.Hypot(scale[j], matrix[i, j]);
            for (var i = 0; i < m && scale[j] > 0; i++)
                scaled[i, j] = matrix[i, j] / scale[j];
        }
        return (scaled, scale);
    }

    /// <summary>Diagonal of (R^T R)^-1 for the leading r x r triangle: squared norms of the rows of R^-1.</summary>
    private static double[] Variances(PivotedQr qr, int rank)
    {
        var variances = new double[rank];
        for (var k = 0; k < rank; k++)
        {
            var unit = new double[rank];
            unit[k] = 1;
            qr.SolveR(unit);
            for (var i = 0; i < rank; i++)
                variances[i] += unit[i] * unit[i];
        }
        return variances;
    }

    private static ImmutableArray<Collinearity> Dependencies(PivotedQr qr, int rank) =>
        [
            .. Enumerable
                .Range(rank, qr.Columns - rank)
                .Select(k =>
                {
                    var combination = Enumerable.Range(0, rank).Select(i => qr.R(i, k)).ToArray();
                    qr.SolveR(combination);
                    var parts = Enumerable.Range(0, rank).Where(i => Math.Abs(combination[i]) > 1e-8);
                    return new Collinearity(qr.Pivot[k], [.. parts.Select(i => qr.Pivot[i]).Order()]);
                }),
        ];
}
