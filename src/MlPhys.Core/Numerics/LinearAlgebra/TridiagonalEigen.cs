namespace MlPhys.Numerics.LinearAlgebra;

/// <summary>Eigenvalues and eigenvectors of a symmetric tridiagonal matrix by implicit QL iterations.</summary>
/// <remarks>Bowdler, Martin, Reinsch and Wilkinson, Numer. Math. 11, 293 (1968); Golub and Welsch, Math. Comput. 23, 221 (1969), for the quadrature.</remarks>
public sealed record TridiagonalEigen
{
    private const int IterationLimit = 60;

    private TridiagonalEigen(double[] values, double[][] rows) => (Values, this.rows) = (values, rows);

    private readonly double[][] rows;

    /// <summary>Eigenvalues in ascending order.</summary>
    public double[] Values { get; }

    /// <summary>Component i of the eigenvector of value j.</summary>
    public double Vector(int i, int j) => rows[i][j];

    /// <summary>All eigenvalues and eigenvectors.</summary>
    /// <param name="diagonal">Length n, at least 1, finite.</param>
    /// <param name="offDiagonal">Length n - 1, finite.</param>
    /// <exception cref="ArgumentException">Lengths do not fit, or an entry is not finite.</exception>
    public static TridiagonalEigen Of(double[] diagonal, double[] offDiagonal) =>
        Iterate(diagonal, offDiagonal, diagonal.Length);

    /// <summary>Eigenvalues with the first components of their eigenvectors alone, in O(n^2): nodes and, squared, weights of Gauss quadrature.</summary>
    /// <param name="diagonal">Length n, at least 1, finite.</param>
    /// <param name="offDiagonal">Length n - 1, finite.</param>
    /// <returns>Nodes in ascending order, and weights that sum to 1.</returns>
    /// <exception cref="ArgumentException">Lengths do not fit, or an entry is not finite.</exception>
    public static (double[] Nodes, double[] Weights) Quadrature(double[] diagonal, double[] offDiagonal)
    {
        var eigen = Iterate(diagonal, offDiagonal, 1);
        return (eigen.Values, Array.ConvertAll(eigen.rows[0], c => c * c));
    }

    private static TridiagonalEigen Iterate(double[] diagonal, double[] offDiagonal, int rowCount)
    {
        if (diagonal.Length == 0)
            throw new ArgumentException("diagonal is empty; a matrix has at least one row", nameof(diagonal));
        Matrix.RequireFinite(diagonal, nameof(diagonal));
        Matrix.RequireFinite(offDiagonal, diagonal.Length - 1, nameof(offDiagonal));
        double[] d = [.. diagonal];
        double[] e = [.. offDiagonal, 0];
        var components = new double[rowCount][];
        for (var i = 0; i < rowCount; i++)
            (components[i] = new double[d.Length])[i] = 1;
        for (var l = 0; l < d.Length; l++)
            Deflate(l, d, e, components);
        var order = Enumerable.Range(0, d.Length).OrderBy(i => d[i]).ToArray();
        return new TridiagonalEigen(
            Array.ConvertAll(order, i => d[i]),
            Array.ConvertAll(components, row => Array.ConvertAll(order, i => row[i]))
        );
    }

    private static void Deflate(int l, double[] d, double[] e, double[][] rows)
    {
        for (var iteration = 0; ; iteration++)
        {
            var m = l;
            while (m < d.Length - 1 && Math.Abs(e[m]) > Math.ScaleB(1, -53) * (Math.Abs(d[m]) + Math.Abs(d[m + 1])))
                m++;
            if (m == l)
                return;
            if (iteration == IterationLimit)
                throw new ArithmeticException($"eigenvalue {l} did not converge in {IterationLimit} QL iterations");
            Sweep(l, m, d, e, rows);
        }
    }

    private static void Sweep(int l, int m, double[] d, double[] e, double[][] rows)
    {
        var shift = (d[l + 1] - d[l]) / (2 * e[l]);
        var r = double.Hypot(shift, 1);
        var g = d[m] - d[l] + e[l] / (shift + Math.CopySign(r, shift));
        var (s, c, p) = (1.0, 1.0, 0.0);
        for (var i = m - 1; i >= l; i--)
        {
            var (f, b) = (s * e[i], c * e[i]);
            e[i + 1] = r = double.Hypot(f, g);
            if (r == 0)
            {
                d[i + 1] -= p;
                e[m] = 0;
                return;
            }
            (s, c) = (f / r, g / r);
            g = d[i + 1] - p;
            r = (d[i] - g) * s + 2 * c * b;
            p = s * r;
            d[i + 1] = g + p;
            g = c * r - b;
            foreach (var row in rows)
                (row[i + 1], row[i]) = (s * row[i] + c * row[i + 1], c * row[i] - s * row[i + 1]);
        }
        d[l] -= p;
        e[l] = g;
        e[m] = 0;
    }
}
