using System.Numerics.Tensors;

namespace MlPhys.Numerics.LinearAlgebra;

/// <summary>The factor of a symmetric positive definite matrix A = L L^T that grows, shrinks and changes by rank one in O(n^2).</summary>
/// <remarks>
/// For inner loops such as subset selection on normal equations: nothing is allocated after construction. Golub and Van Loan, Matrix Computations (4th ed.),
/// sections 4.2 and 6.5.4; a row is removed by rotations, the downdate by hyperbolic rotations.
/// </remarks>
public sealed class CholeskyFactor
{
    private const double LeastRelativePivot = 1e-13;
    private readonly double[] rows;
    private readonly double[] work;

    /// <summary>An empty factor.</summary>
    /// <param name="capacity">Greatest number of rows, at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is below 1.</exception>
    public CholeskyFactor(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        Capacity = capacity;
        rows = new double[capacity * capacity];
        work = new double[capacity];
    }

    /// <summary>Greatest number of rows.</summary>
    public int Capacity { get; }

    /// <summary>Rows at present.</summary>
    public int Size { get; private set; }

    /// <summary>Logarithm of the determinant of A.</summary>
    public double LogDeterminant
    {
        get
        {
            var sum = 0.0;
            for (var i = 0; i < Size; i++)
                sum += Math.Log(Row(i)[i]);
            return 2 * sum;
        }
    }

    /// <summary>Factorises a matrix.</summary>
    /// <param name="matrix">n x n, symmetric (the lower triangle is read), finite.</param>
    /// <exception cref="ArgumentException">Not square, not finite, or not positive definite to rounding.</exception>
    public static CholeskyFactor Of(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        if (n != matrix.GetLength(1) || n == 0)
            throw new ArgumentException($"matrix is {n} x {matrix.GetLength(1)}; it must be square", nameof(matrix));
        Matrix.RequireFinite(matrix, nameof(matrix));
        var factor = new CholeskyFactor(n);
        var column = new double[n];
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
                column[j] = matrix[i, j];
            if (!factor.TryAppend(column.AsSpan(0, i), matrix[i, i]))
                throw new ArgumentException(
                    $"matrix is not positive definite: row {i} depends on the ones before it",
                    nameof(matrix)
                );
        }
        return factor;
    }

    /// <summary>Removes all rows.</summary>
    public void Clear() => Size = 0;

    /// <summary>The entry (i, j) of L.</summary>
    public double L(int i, int j) => j <= i ? Row(i)[j] : 0;

    /// <summary>Adds a last row and column to A.</summary>
    /// <param name="offDiagonal">Its entries with the rows already there, in their order.</param>
    /// <param name="diagonal">Its diagonal entry.</param>
    /// <returns>False, and nothing changed, where A would not stay positive definite to rounding.</returns>
    /// <exception cref="ArgumentException">The number of entries is not the number of rows.</exception>
    /// <exception cref="InvalidOperationException">The capacity is used up.</exception>
    public bool TryAppend(ReadOnlySpan<double> offDiagonal, double diagonal)
    {
        RequireLength(offDiagonal.Length, nameof(offDiagonal));
        if (Size == Capacity)
            throw new InvalidOperationException($"the factor already has its {Capacity} rows");
        var row = Row(Size);
        offDiagonal.CopyTo(row);
        SolveLower(row[..Size]);
        var pivot = diagonal - TensorPrimitives.SumOfSquares<double>(row[..Size]);
        if (!(pivot > LeastRelativePivot * Math.Abs(diagonal)))
            return false;
        row[Size++] = Math.Sqrt(pivot);
        return true;
    }

    /// <summary>Removes a row and column from A; later ones move up by one.</summary>
    /// <param name="index">Which.</param>
    /// <exception cref="ArgumentOutOfRangeException">No such row.</exception>
    public void RemoveAt(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Size);
        // The column of L below the removed row joins the factor of what follows as a rank-one update.
        var tail = work.AsSpan(0, Size - index - 1);
        for (var i = index + 1; i < Size; i++)
            tail[i - index - 1] = Row(i)[index];
        for (var i = index + 1; i < Size; i++)
        {
            Row(i)[..index].CopyTo(Row(i - 1));
            Row(i)[(index + 1)..(i + 1)].CopyTo(Row(i - 1)[index..]);
        }
        Size--;
        Rotate(tail, index, 1);
    }

    /// <summary>Changes A to A + v v^T.</summary>
    /// <param name="vector">v, as long as A has rows.</param>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public void Update(ReadOnlySpan<double> vector)
    {
        RequireLength(vector.Length, nameof(vector));
        vector.CopyTo(work);
        Rotate(work.AsSpan(0, Size), 0, 1);
    }

    /// <summary>Changes A to A - v v^T.</summary>
    /// <param name="vector">v, as long as A has rows.</param>
    /// <returns>False, and nothing changed, where A would not stay positive definite to rounding.</returns>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public bool TryDowndate(ReadOnlySpan<double> vector)
    {
        RequireLength(vector.Length, nameof(vector));
        vector.CopyTo(work);
        SolveLower(work.AsSpan(0, Size));
        if (!(1 - TensorPrimitives.SumOfSquares<double>(work.AsSpan(0, Size)) > LeastRelativePivot))
            return false;
        vector.CopyTo(work);
        Rotate(work.AsSpan(0, Size), 0, -1);
        return true;
    }

    /// <summary>Replaces b by the solution of A x = b.</summary>
    /// <param name="vector">b, as long as A has rows.</param>
    /// <exception cref="ArgumentException">The length is another.</exception>
    public void Solve(Span<double> vector)
    {
        RequireLength(vector.Length, nameof(vector));
        SolveLower(vector);
        for (var i = Size - 1; i >= 0; i--)
        {
            vector[i] /= Row(i)[i];
            TensorPrimitives.MultiplyAdd(Row(i)[..i], -vector[i], vector[..i], vector[..i]);
        }
    }

    /// <summary>Replaces b by the solution of L y = b; the squares of y sum to b^T A^-1 b.</summary>
    /// <param name="vector">b, at most as long as A has rows.</param>
    public void SolveLower(Span<double> vector)
    {
        for (var i = 0; i < vector.Length; i++)
            vector[i] = (vector[i] - TensorPrimitives.Dot<double>(Row(i)[..i], vector[..i])) / Row(i)[i];
    }

    private Span<double> Row(int i) => rows.AsSpan(i * Capacity, Capacity);

    private void RequireLength(int found, string name)
    {
        if (found != Size)
            throw new ArgumentException($"{name} has length {found}; the factor has {Size} rows", name);
    }

    /// <summary>Brings the factor of rows from first on to that of A + sign v v^T.</summary>
    private void Rotate(Span<double> v, int first, int sign)
    {
        for (var k = 0; k < v.Length; k++)
        {
            var pivot = Row(first + k)[first + k];
            var root = Math.Sqrt(pivot * pivot + sign * v[k] * v[k]);
            var (c, s) = (root / pivot, v[k] / pivot);
            Row(first + k)[first + k] = root;
            for (var i = k + 1; i < v.Length; i++)
            {
                ref var entry = ref Row(first + i)[first + k];
                entry = (entry + sign * s * v[i]) / c;
                v[i] = c * v[i] - s * entry;
            }
        }
    }
}
