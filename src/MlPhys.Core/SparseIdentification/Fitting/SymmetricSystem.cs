namespace MlPhys.SparseIdentification.Fitting;

/// <summary>Small symmetric positive definite systems, scaled to unit diagonal before they are factored.</summary>
internal static class SymmetricSystem
{
    /// <summary>The inverse of a Gram matrix, or NaN throughout where it is singular to working accuracy.</summary>
    public static double[,] Inverse(double[,] gram)
    {
        var n = gram.GetLength(0);
        var inverse = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            var unit = new double[n];
            unit[i] = 1;
            var column = Solve(gram, unit, 0);
            for (var j = 0; j < n; j++)
                inverse[j, i] = column[j];
        }
        return inverse;
    }

    /// <summary>Solves (A + damping diag A) x = b.</summary>
    public static double[] Solve(double[,] a, double[] b, double damping)
    {
        var n = b.Length;
        var scale = new double[n];
        for (var i = 0; i < n; i++)
            scale[i] = a[i, i] > 0 ? 1 / Math.Sqrt(a[i, i]) : 1;
        var l = new double[n, n];
        for (var i = 0; i < n; i++)
        for (var j = 0; j <= i; j++)
        {
            var sum = a[i, j] * scale[i] * scale[j] + (i == j ? damping : 0);
            for (var k = 0; k < j; k++)
                sum -= l[i, k] * l[j, k];
            l[i, j] = i == j ? (sum > 1e-15 ? Math.Sqrt(sum) : double.NaN) : sum / l[j, j];
        }
        var x = new double[n];
        for (var i = 0; i < n; i++)
        {
            x[i] = b[i] * scale[i];
            for (var k = 0; k < i; k++)
                x[i] -= l[i, k] * x[k];
            x[i] /= l[i, i];
        }
        for (var i = n - 1; i >= 0; i--)
        {
            for (var k = i + 1; k < n; k++)
                x[i] -= l[k, i] * x[k];
            x[i] /= l[i, i];
        }
        for (var i = 0; i < n; i++)
            x[i] *= scale[i];
        return x;
    }
}
