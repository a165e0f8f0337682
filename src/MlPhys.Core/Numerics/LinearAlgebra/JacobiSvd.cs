using System.Numerics.Tensors;

namespace MlPhys.Numerics.LinearAlgebra;

/// <summary>Singular values of a small square matrix by one-sided Jacobi rotations: A = U diag(s) V^T, each s to high relative accuracy.</summary>
/// <remarks>Hestenes, J. SIAM 6, 51 (1958); Demmel and Veselic, SIAM J. Matrix Anal. 13, 1204 (1992).</remarks>
internal sealed class JacobiSvd
{
    private const int MaxSweeps = 60;
    private readonly double[][] u;
    private readonly double[][] v;

    /// <summary>Rotates the columns of A in place until they are orthogonal.</summary>
    public JacobiSvd(double[][] columns)
    {
        u = columns;
        v = [.. Enumerable.Range(0, columns.Length).Select(i => Unit(columns.Length, i))];
        for (var sweep = 0; sweep < MaxSweeps && Sweep(); sweep++) { }
        SingularValues = Array.ConvertAll(u, column => TensorPrimitives.Norm<double>(column));
        for (var i = 0; i < u.Length; i++)
            if (SingularValues[i] > 0)
                TensorPrimitives.Divide(u[i], SingularValues[i], u[i]);
    }

    /// <summary>Singular values, in no order.</summary>
    public double[] SingularValues { get; }

    /// <summary>Left singular vectors, one array each (zeros where the value is 0).</summary>
    public double[][] Left => u;

    /// <summary>Right singular vectors, one array each.</summary>
    public double[][] Right => v;

    private static double[] Unit(int length, int at)
    {
        var unit = new double[length];
        unit[at] = 1;
        return unit;
    }

    private bool Sweep()
    {
        var rotated = false;
        for (var p = 0; p < u.Length; p++)
        for (var q = p + 1; q < u.Length; q++)
            rotated |= Rotate(p, q);
        return rotated;
    }

    private bool Rotate(int p, int q)
    {
        var alpha = TensorPrimitives.SumOfSquares<double>(u[p]);
        var beta = TensorPrimitives.SumOfSquares<double>(u[q]);
        var gamma = TensorPrimitives.Dot<double>(u[p], u[q]);
        if (Math.Abs(gamma) <= 1e-15 * Math.Sqrt(alpha) * Math.Sqrt(beta))
            return false;
        var zeta = (beta - alpha) / (2 * gamma);
        var t = (zeta >= 0 ? 1 : -1) / (Math.Abs(zeta) + Math.Sqrt(1 + zeta * zeta));
        var c = 1 / Math.Sqrt(1 + t * t);
        Apply(u[p], u[q], c, c * t);
        Apply(v[p], v[q], c, c * t);
        return true;
    }

    private static void Apply(double[] a, double[] b, double c, double s)
    {
        for (var i = 0; i < a.Length; i++)
            (a[i], b[i]) = (c * a[i] - s * b[i], s * a[i] + c * b[i]);
    }
}
