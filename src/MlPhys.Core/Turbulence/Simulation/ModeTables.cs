using System.Numerics;
using MlPhys.Numerics.Fourier;

namespace MlPhys.Turbulence.Simulation;

/// <summary>Wave numbers and weights along a row of kz, each twice: for the real and the imaginary part.</summary>
internal sealed unsafe class ModeTables<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const double Never = 1e9;
    private readonly AlignedArray<T> wave;
    private readonly AlignedArray<T> square;
    private readonly AlignedArray<T> weight;
    private readonly int[] lanes;
    private readonly int rows;

    public ModeTables(SpectralGrid grid)
    {
        var length = 2 * grid.Width;
        (wave, square, weight) = (
            new AlignedArray<T>(length),
            new AlignedArray<T>(length),
            new AlignedArray<T>(length)
        );
        for (var i = 0; i < length; i++)
        {
            var (kz, isKept) = (i / 2, i / 2 <= grid.Cut);
            wave.Span[i] = T.CreateTruncating(kz);
            square.Span[i] = T.CreateTruncating(isKept ? kz * kz : Never);
            weight.Span[i] = T.CreateTruncating(
                !isKept ? 0
                : kz == 0 ? 1
                : 2
            );
        }
        rows = grid.Rows;
        lanes = new int[rows * rows];
        for (var y = 0; y < rows; y++)
        for (var x = 0; x < rows; x++)
            lanes[y * rows + x] = Lanes(grid, grid.Wave(x), grid.Wave(y));
    }

    /// <summary>kz.</summary>
    public T* Wave => wave.Pointer;

    /// <summary>kz², beyond every limit in the padding.</summary>
    public T* Square => square.Pointer;

    /// <summary>How many modes of the full spectrum the number stands for: 1 for kz = 0, else 2.</summary>
    public T* Weight => weight.Pointer;

    /// <summary>Real numbers of a row that hold kept modes, rounded up to whole vectors.</summary>
    public int Lanes(int rowY, int rowX) => lanes[rowY * rows + rowX];

    public void Dispose()
    {
        wave.Dispose();
        square.Dispose();
        weight.Dispose();
    }

    private static int Lanes(SpectralGrid grid, int kx, int ky)
    {
        var kept = 0;
        while (kept <= grid.Cut && grid.Holds(kx, ky, kept))
            kept++;
        return (2 * kept + Vector<T>.Count - 1) / Vector<T>.Count * Vector<T>.Count;
    }
}
