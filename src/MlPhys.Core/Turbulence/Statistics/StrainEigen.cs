namespace MlPhys.Turbulence.Statistics;

/// <summary>Eigenvalues, falling, and squared cosines of a vector with the eigenvectors of a symmetric 3 x 3 tensor, by Jacobi rotations.</summary>
internal static class StrainEigen
{
    private const int Sweeps = 12;

    /// <param name="s">S11, S12, S13, S22, S23, S33.</param>
    /// <param name="vector">A vector.</param>
    /// <param name="values">Three eigenvalues, largest first.</param>
    /// <param name="cosines">(vector · e_i)²/|vector|²; NaN for the zero vector.</param>
    public static void Of(
        ReadOnlySpan<double> s,
        ReadOnlySpan<double> vector,
        Span<double> values,
        Span<double> cosines
    )
    {
        Span<double> a = [s[0], s[1], s[2], s[1], s[3], s[4], s[2], s[4], s[5]];
        // The vector turns with the axes, so that eigenvectors need not be kept.
        Span<double> v = [vector[0], vector[1], vector[2]];
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            var off = a[1] * a[1] + a[2] * a[2] + a[5] * a[5];
            if (off <= 1e-30 * (a[0] * a[0] + a[4] * a[4] + a[8] * a[8]))
                break;
            Rotate(a, v, 0, 1);
            Rotate(a, v, 0, 2);
            Rotate(a, v, 1, 2);
        }
        var size = v[0] * v[0] + v[1] * v[1] + v[2] * v[2];
        for (var i = 0; i < 3; i++)
            (values[i], cosines[i]) = (a[4 * i], v[i] * v[i] / size);
        Order(values, cosines, 0, 1);
        Order(values, cosines, 1, 2);
        Order(values, cosines, 0, 1);
    }

    private static void Rotate(Span<double> a, Span<double> v, int p, int q)
    {
        var apq = a[3 * p + q];
        if (apq == 0)
            return;
        var theta = (a[4 * q] - a[4 * p]) / (2 * apq);
        var t = Math.CopySign(1, theta) / (Math.Abs(theta) + Math.Sqrt(theta * theta + 1));
        var c = 1 / Math.Sqrt(t * t + 1);
        var s = t * c;
        var r = 3 - p - q;
        (a[4 * p], a[4 * q]) = (a[4 * p] - t * apq, a[4 * q] + t * apq);
        a[3 * p + q] = a[3 * q + p] = 0;
        var (arp, arq) = (a[3 * r + p], a[3 * r + q]);
        a[3 * r + p] = a[3 * p + r] = c * arp - s * arq;
        a[3 * r + q] = a[3 * q + r] = s * arp + c * arq;
        (v[p], v[q]) = (c * v[p] - s * v[q], s * v[p] + c * v[q]);
    }

    private static void Order(Span<double> values, Span<double> cosines, int i, int j)
    {
        if (values[i] >= values[j])
            return;
        (values[i], values[j]) = (values[j], values[i]);
        (cosines[i], cosines[j]) = (cosines[j], cosines[i]);
    }
}
