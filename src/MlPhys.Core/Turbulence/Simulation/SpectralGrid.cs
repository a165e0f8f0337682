namespace MlPhys.Turbulence.Simulation;

/// <summary>The Fourier modes of the cube [0, 2π)³ that are kept, and where they lie: ky slowest, then kx, then kz ≥ 0 padded to whole vectors.</summary>
/// <remarks>Only modes that quadratic products leave free of aliasing are stored: |k| (sphere) or each |k_i| (cube) below N/3. Orszag, J. Atmos. Sci. 28, 1074 (1971).</remarks>
internal sealed class SpectralGrid
{
    private const int PadTo = 8;

    public SpectralGrid(int points, Dealiasing rule)
    {
        if (points is < 8 or > 1024 || points % 2 != 0)
            throw new ArgumentOutOfRangeException(
                nameof(points),
                points,
                "the grid has an even number of points a side, 8 to 1024"
            );
        (Points, Rule) = (points, rule);
        Cut = (points - 1) / 3;
        Rows = 2 * Cut + 1;
        Width = (Cut + PadTo) / PadTo * PadTo;
        HalfWidth = (points / 2 + PadTo) / PadTo * PadTo;
        BlockLength = 2 * Rows * Width;
        FieldLength = Rows * BlockLength;
    }

    /// <summary>Grid points along a side.</summary>
    public int Points { get; }

    public Dealiasing Rule { get; }

    /// <summary>Largest wave number along an axis.</summary>
    public int Cut { get; }

    /// <summary>Wave numbers along kx and along ky: 0, ..., Cut, -Cut, ..., -1.</summary>
    public int Rows { get; }

    /// <summary>Complex numbers in a row of kz, padding included.</summary>
    public int Width { get; }

    /// <summary>Complex numbers in a row of a half spectrum of N real numbers, padding included.</summary>
    public int HalfWidth { get; }

    /// <summary>Real numbers in the block of one ky.</summary>
    public int BlockLength { get; }

    /// <summary>Real numbers in a field.</summary>
    public int FieldLength { get; }

    /// <summary>k² from which on nothing is kept.</summary>
    public double Limit => Rule == Dealiasing.Sphere ? Points * Points / 9.0 : 3.0 * Cut * Cut + 1;

    /// <summary>Largest |k| kept.</summary>
    public double LargestWaveNumber => Points / 3.0;

    public int Wave(int row) => row <= Cut ? row : row - Rows;

    public int Row(int wave) => wave >= 0 ? wave : wave + Rows;

    /// <summary>Offset in real numbers of mode (kx, ky, kz), kz ≥ 0.</summary>
    public int Offset(int kx, int ky, int kz) => Row(ky) * BlockLength + 2 * (Row(kx) * Width + kz);

    public bool Holds(int kx, int ky, int kz) =>
        Math.Abs(kx) <= Cut && Math.Abs(ky) <= Cut && Math.Abs(kz) <= Cut && kx * kx + ky * ky + kz * kz < Limit;
}
