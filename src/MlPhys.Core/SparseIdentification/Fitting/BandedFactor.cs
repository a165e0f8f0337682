namespace MlPhys.SparseIdentification.Fitting;

/// <summary>The Cholesky factor of a symmetric positive definite matrix whose entries vanish away from the diagonal.</summary>
internal sealed class BandedFactor
{
    private const double SmallestPivot = 1e-12;
    private readonly double[][] rows;
    private readonly int[] firsts;

    /// <summary>Factors a matrix in place.</summary>
    /// <param name="lower">For each row the entries from its first column to the diagonal.</param>
    public BandedFactor(double[][] lower)
    {
        rows = lower;
        firsts = [.. lower.Select((row, i) => i + 1 - row.Length)];
        for (var i = 0; i < rows.Length; i++)
        {
            var row = rows[i];
            var diagonal = row[^1];
            for (var j = firsts[i]; j <= i; j++)
            {
                var other = rows[j];
                var from = Math.Max(firsts[i], firsts[j]);
                var sum = row[j - firsts[i]];
                for (var k = from; k < j; k++)
                    sum -= row[k - firsts[i]] * other[k - firsts[j]];
                row[j - firsts[i]] = j == i ? Math.Sqrt(Math.Max(sum, SmallestPivot * diagonal)) : sum / other[^1];
            }
        }
    }

    /// <summary>Replaces b by L^-1 b.</summary>
    public void SolveLower(Span<double> b)
    {
        for (var i = 0; i < rows.Length; i++)
        {
            var (row, first) = (rows[i], firsts[i]);
            var sum = b[i];
            for (var k = first; k < i; k++)
                sum -= row[k - first] * b[k];
            b[i] = sum / row[^1];
        }
    }

    /// <summary>Replaces b by the solution of A x = b.</summary>
    public void Solve(Span<double> b)
    {
        SolveLower(b);
        for (var i = rows.Length - 1; i >= 0; i--)
        {
            var (row, first) = (rows[i], firsts[i]);
            b[i] /= row[^1];
            for (var k = first; k < i; k++)
                b[k] -= row[k - first] * b[i];
        }
    }
}
