namespace MlPhys.SparseIdentification.Gram;

/// <summary>A least-squares problem by its normal equations: every fit of a subset of the columns follows without the data.</summary>
/// <param name="Matrix">G, the products of all pairs of columns.</param>
/// <param name="Right">b, the products of the columns with the target.</param>
/// <param name="TotalSquares">The product of the target with itself.</param>
/// <param name="Rows">Number of rows that were summed.</param>
internal sealed record GramSystem(double[,] Matrix, double[] Right, double TotalSquares, double Rows)
{
    /// <summary>Number of columns.</summary>
    public int Count => Right.Length;

    /// <summary>Columns that are not zero throughout.</summary>
    public int[] Alive => [.. Enumerable.Range(0, Count).Where(j => Matrix[j, j] > 0)];

    /// <summary>The system as if of a share of the rows, for rows that are not independent.</summary>
    public GramSystem Thinned(double share)
    {
        var matrix = new double[Count, Count];
        for (var i = 0; i < Count; i++)
        for (var j = 0; j < Count; j++)
            matrix[i, j] = share * Matrix[i, j];
        return new GramSystem(matrix, [.. Right.Select(b => share * b)], share * TotalSquares, share * Rows);
    }

    /// <summary>The least-squares fit of the target by the given columns.</summary>
    public SubsetFit Fit(int[] support)
    {
        var factor = CholeskyFactor.Of(Matrix, support);
        var right = support.Select(j => Right[j]).ToArray();
        var solution = factor.Solve(right);
        var explained = 0.0;
        for (var i = 0; i < right.Length; i++)
            explained += right[i] * solution[i];
        var coefficients = new double[Count];
        for (var i = 0; i < support.Length; i++)
            coefficients[support[i]] = solution[i];
        return new SubsetFit(support, coefficients, Math.Max(0, TotalSquares - explained), factor);
    }
}
