using MathNet.Numerics.LinearAlgebra;

namespace MlPhys.Numerics.LinearAlgebra;

/// <summary>Eigenvalues and eigenvectors of a dense symmetric matrix (by MathNet.Numerics).</summary>
/// <param name="Values">Eigenvalues in ascending order.</param>
/// <param name="Vectors">Orthonormal eigenvectors in columns: entry (i, j) is component i of the vector of value j.</param>
public sealed record SymmetricEigen(double[] Values, double[,] Vectors)
{
    /// <summary>Diagonalises a matrix.</summary>
    /// <param name="matrix">n x n, symmetric to 1e-10 of its largest entry, finite.</param>
    /// <exception cref="ArgumentException">Not square, not symmetric or not finite.</exception>
    public static SymmetricEigen Of(double[,] matrix)
    {
        var n = matrix.GetLength(0);
        if (n != matrix.GetLength(1) || n == 0)
            throw new ArgumentException($"matrix is {n} x {matrix.GetLength(1)}; it must be square", nameof(matrix));
        Matrix.RequireFinite(matrix, nameof(matrix));
        RequireSymmetric(matrix);
        var eigen = Matrix<double>.Build.DenseOfArray(matrix).Evd(Symmetricity.Symmetric);
        return new SymmetricEigen([.. eigen.EigenValues.Select(v => v.Real)], eigen.EigenVectors.ToArray());
    }

    private static void RequireSymmetric(double[,] matrix)
    {
        var largest = matrix.Cast<double>().Max(Math.Abs);
        for (var i = 0; i < matrix.GetLength(0); i++)
        for (var j = 0; j < i; j++)
            if (Math.Abs(matrix[i, j] - matrix[j, i]) > 1e-10 * largest)
                throw new ArgumentException(
                    $"matrix[{i}, {j}] is {matrix[i, j]} but matrix[{j}, {i}] is {matrix[j, i]}; it must be symmetric",
                    nameof(matrix)
                );
    }
}
