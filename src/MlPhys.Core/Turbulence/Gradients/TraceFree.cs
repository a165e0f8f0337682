namespace MlPhys.Turbulence.Gradients;

/// <summary>Traceless 3 x 3 tensors as vectors of eight orthonormal coordinates: five of the strain S, three of the rotation W.</summary>
/// <remarks>
/// x = ((A11 - A22)/√2, (A11 + A22 - 2 A33)/√6, √2 S12, √2 S13, √2 S23, ω1/√2, ω2/√2, ω3/√2) with S = (A + Aᵀ)/2, W = (A - Aᵀ)/2 and the vorticity
/// ω = (A32 - A23, A13 - A31, A21 - A12). So |x|² = A:A, the first five give S:S, the last three W:W. A trace is projected out.
/// </remarks>
public static class TraceFree
{
    /// <summary>Number of coordinates.</summary>
    public const int Dimension = 8;

    /// <summary>Number of coordinates that belong to the strain; they stand first.</summary>
    public const int StrainDimension = 5;

    private static readonly double Half = Math.Sqrt(0.5);
    private static readonly double Sixth = Math.Sqrt(1.0 / 6);

    /// <summary>The coordinates of tensors.</summary>
    /// <param name="tensors">Nine numbers A11, A12, ..., A33 a tensor, one tensor after the other.</param>
    /// <param name="scale">Factor on all entries, such as the Kolmogorov time.</param>
    /// <returns>One row of eight a tensor.</returns>
    /// <exception cref="ArgumentException">The length is no multiple of nine.</exception>
    public static double[,] Coordinates(double[] tensors, double scale = 1)
    {
        Require(tensors.Length, 9, nameof(tensors));
        var rows = new double[tensors.Length / 9, Dimension];
        Span<double> x = stackalloc double[Dimension];
        for (var n = 0; n < rows.GetLength(0); n++)
        {
            Coordinates(tensors.AsSpan(9 * n, 9), x);
            for (var i = 0; i < Dimension; i++)
                rows[n, i] = scale * x[i];
        }
        return rows;
    }

    /// <summary>The tensors of coordinates: the inverse of <see cref="Coordinates(double[], double)"/>.</summary>
    /// <param name="coordinates">One row of eight a tensor.</param>
    /// <param name="scale">Factor on all entries.</param>
    /// <returns>Nine numbers a tensor, one tensor after the other.</returns>
    /// <exception cref="ArgumentException">There are not eight columns.</exception>
    public static double[] Tensors(double[,] coordinates, double scale = 1)
    {
        if (coordinates.GetLength(1) != Dimension)
            throw new ArgumentException(
                $"coordinates has {coordinates.GetLength(1)} columns, expected {Dimension}",
                nameof(coordinates)
            );
        var tensors = new double[9 * coordinates.GetLength(0)];
        Span<double> x = stackalloc double[Dimension];
        for (var n = 0; n < coordinates.GetLength(0); n++)
        {
            for (var i = 0; i < Dimension; i++)
                x[i] = scale * coordinates[n, i];
            Tensor(x, tensors.AsSpan(9 * n, 9));
        }
        return tensors;
    }

    internal static void Coordinates(ReadOnlySpan<double> a, Span<double> x)
    {
        x[0] = Half * (a[0] - a[4]);
        x[1] = Sixth * (a[0] + a[4] - 2 * a[8]);
        x[2] = Half * (a[1] + a[3]);
        x[3] = Half * (a[2] + a[6]);
        x[4] = Half * (a[5] + a[7]);
        x[5] = Half * (a[7] - a[5]);
        x[6] = Half * (a[2] - a[6]);
        x[7] = Half * (a[3] - a[1]);
    }

    internal static void Tensor(ReadOnlySpan<double> x, Span<double> a)
    {
        a[0] = Half * x[0] + Sixth * x[1];
        a[4] = -Half * x[0] + Sixth * x[1];
        a[8] = -2 * Sixth * x[1];
        a[1] = Half * (x[2] - x[7]);
        a[3] = Half * (x[2] + x[7]);
        a[2] = Half * (x[3] + x[6]);
        a[6] = Half * (x[3] - x[6]);
        a[5] = Half * (x[4] - x[5]);
        a[7] = Half * (x[4] + x[5]);
    }

    internal static void Require(int length, int size, string argument)
    {
        if (length % size != 0)
            throw new ArgumentException(
                $"{argument} has {length} numbers, expected a multiple of {size}: A11, A12, ..., A33",
                argument
            );
    }
}
