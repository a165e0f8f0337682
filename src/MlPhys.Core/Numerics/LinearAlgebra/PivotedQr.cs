using System.Numerics.Tensors;

namespace MlPhys.Numerics.LinearAlgebra;

/// <summary>The factorisation A P = Q R by Householder reflections with column pivoting, for m rows and n columns, m >= n.</summary>
/// <remarks>Businger and Golub, Numer. Math. 7, 269 (1965); Golub and Van Loan, Matrix Computations, algorithm 5.4.1.</remarks>
public sealed class PivotedQr
{
    private readonly double[] columns;
    private readonly double[] scales;
    private readonly double[] diagonal;
    private readonly int[] pivot;

    /// <summary>Factorises a matrix.</summary>
    /// <param name="matrix">m x n, m >= n >= 1, all entries finite.</param>
    /// <exception cref="ArgumentException">There are fewer rows than columns, or an entry is not finite.</exception>
    public PivotedQr(double[,] matrix)
        : this(Checked(matrix), matrix.GetLength(0)) { }

    /// <summary>Factorises columns stored one after the other, in place.</summary>
    internal PivotedQr(double[] columns, int rows)
    {
        this.columns = columns;
        Rows = rows;
        Columns = columns.Length / rows;
        scales = new double[Columns];
        diagonal = new double[Columns];
        pivot = [.. Enumerable.Range(0, Columns)];
        Factorise();
    }

    /// <summary>Number of rows m.</summary>
    public int Rows { get; }

    /// <summary>Number of columns n.</summary>
    public int Columns { get; }

    /// <summary>Column of A that stands at each place of A P.</summary>
    public IReadOnlyList<int> Pivot => pivot;

    /// <summary>The entry (i, j) of the upper triangular n x n factor R.</summary>
    public double R(int i, int j) =>
        i < j ? columns[j * Rows + i]
        : i == j ? diagonal[i]
        : 0;

    /// <summary>How many diagonal entries of R exceed <paramref name="tolerance"/> times the first.</summary>
    /// <param name="tolerance">Relative; by default m times the machine precision.</param>
    public int Rank(double? tolerance = null)
    {
        var least = Math.Abs(diagonal[0]) * (tolerance ?? Rows * Math.ScaleB(1, -52));
        var rank = Array.FindIndex(diagonal, d => !(Math.Abs(d) > least));
        return rank < 0 ? Columns : rank;
    }

    /// <summary>Replaces a vector of m numbers b by Q^T b.</summary>
    /// <param name="vector">Length m, overwritten.</param>
    /// <exception cref="ArgumentException">The length is not m.</exception>
    public void ApplyQTransposed(Span<double> vector)
    {
        RequireLength(vector.Length, Rows);
        for (var k = 0; k < Columns; k++)
            Reflect(k, vector);
    }

    /// <summary>Replaces a vector of m numbers b by Q b.</summary>
    /// <param name="vector">Length m, overwritten.</param>
    /// <exception cref="ArgumentException">The length is not m.</exception>
    public void ApplyQ(Span<double> vector)
    {
        RequireLength(vector.Length, Rows);
        for (var k = Columns - 1; k >= 0; k--)
            Reflect(k, vector);
    }

    /// <summary>Solves the leading r x r triangle R x = b in place.</summary>
    internal void SolveR(Span<double> vector)
    {
        for (var k = vector.Length - 1; k >= 0; k--)
        {
            vector[k] /= diagonal[k];
            var above = columns.AsSpan(k * Rows, k);
            TensorPrimitives.MultiplyAdd(above, -vector[k], vector[..k], vector[..k]);
        }
    }

    private static double[] Checked(double[,] matrix)
    {
        var (rows, columns) = (matrix.GetLength(0), matrix.GetLength(1));
        if (columns < 1 || rows < columns)
            throw new ArgumentException(
                $"matrix is {rows} x {columns}; at least one column and as many rows as columns are needed",
                nameof(matrix)
            );
        Matrix.RequireFinite(matrix, nameof(matrix));
        return Matrix.Columns(matrix);
    }

    private static void RequireLength(int found, int expected)
    {
        if (found != expected)
            throw new ArgumentException($"vector has length {found}; {expected} was expected", "vector");
    }

    private Span<double> Column(int k) => columns.AsSpan(k * Rows, Rows);

    private void Factorise()
    {
        var norms = new double[Columns];
        for (var j = 0; j < Columns; j++)
            norms[j] = TensorPrimitives.Norm<double>(Column(j));
        var fresh = norms.ToArray();
        for (var k = 0; k < Columns; k++)
        {
            MoveLargestTo(k, norms, fresh);
            MakeReflection(k);
            for (var j = k + 1; j < Columns; j++)
            {
                Reflect(k, Column(j));
                norms[j] = Downdated(norms[j], fresh[j], Column(j), k, out fresh[j]);
            }
        }
    }

    private void MoveLargestTo(int k, double[] norms, double[] fresh)
    {
        var best = k + TensorPrimitives.IndexOfMax<double>(norms.AsSpan(k));
        if (best == k)
            return;
        for (var i = 0; i < Rows; i++)
            (columns[k * Rows + i], columns[best * Rows + i]) = (columns[best * Rows + i], columns[k * Rows + i]);
        (pivot[k], pivot[best]) = (pivot[best], pivot[k]);
        (norms[k], norms[best]) = (norms[best], norms[k]);
        (fresh[k], fresh[best]) = (fresh[best], fresh[k]);
    }

    /// <summary>The reflection I - scale v v^T that maps the rest of column k onto its diagonal entry; v is kept in the column.</summary>
    private void MakeReflection(int k)
    {
        var v = Column(k)[k..];
        var norm = TensorPrimitives.Norm<double>(v);
        diagonal[k] = v[0] > 0 ? -norm : norm;
        if (norm == 0)
            return;
        v[0] -= diagonal[k];
        scales[k] = -1 / (diagonal[k] * v[0]);
    }

    private void Reflect(int k, Span<double> vector)
    {
        var v = Column(k)[k..];
        var rest = vector[k..];
        TensorPrimitives.MultiplyAdd(v, -scales[k] * TensorPrimitives.Dot<double>(v, rest), rest, rest);
    }

    /// <summary>Norm of a column below row k; computed anew where cancellation would spoil the update.</summary>
    private static double Downdated(double norm, double fresh, Span<double> column, int k, out double newFresh)
    {
        newFresh = fresh;
        if (norm == 0)
            return 0;
        var ratio = column[k] / norm;
        var updated = norm * Math.Sqrt(Math.Max(0, 1 - ratio * ratio));
        if (updated > 1e-4 * fresh)
            return updated;
        return newFresh = TensorPrimitives.Norm<double>(column[(k + 1)..]);
    }
}
