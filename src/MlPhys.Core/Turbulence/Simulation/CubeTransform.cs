using System.Numerics;
using MlPhys.Numerics.Fourier;

namespace MlPhys.Turbulence.Simulation;

/// <summary>Three-dimensional real transforms of a <see cref="SpectralGrid"/>, one axis after the other, in pieces small enough for the cache.</summary>
/// <remarks>
/// Along x a piece is one ky with all kz (<see cref="InverseX"/>, <see cref="ForwardX"/>), along y and z it is one plane of constant x. Modes beyond the cut are
/// never stored nor transformed. Between the two lies a field in pencils: [ky][x][kz], as long as <see cref="PencilLength"/>.
/// </remarks>
internal sealed unsafe class CubeTransform<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly SpectralGrid grid;
    private readonly LineTransform<T> inverseX;
    private readonly LineTransform<T> forwardX;
    private readonly LineTransform<T> inverseY;
    private readonly LineTransform<T> forwardY;
    private readonly LineTransform<T> inverseZ;
    private readonly LineTransform<T> forwardZ;

    public CubeTransform(SpectralGrid grid)
    {
        this.grid = grid;
        var (n, w, h) = (grid.Points, grid.Width, grid.HalfWidth);
        inverseX = LineTransform<T>.Of(LineKind.Inverse, new LineBatch(n, w, w, 1, w, 1));
        forwardX = LineTransform<T>.Of(LineKind.Forward, new LineBatch(n, w, w, 1, w, 1));
        inverseY = LineTransform<T>.Of(LineKind.Inverse, new LineBatch(n, w, w, 1, h, 1));
        forwardY = LineTransform<T>.Of(LineKind.Forward, new LineBatch(n, w, h, 1, w, 1));
        inverseZ = LineTransform<T>.Of(LineKind.RealInverse, new LineBatch(n, n, 1, h, 1, n));
        forwardZ = LineTransform<T>.Of(LineKind.RealForward, new LineBatch(n, n, 1, n, 1, h));
    }

    public SpectralGrid Grid => grid;

    /// <summary>Real numbers in a field in pencils.</summary>
    public int PencilLength => 2 * grid.Rows * PencilRows;

    /// <summary>Real numbers in one plane of constant x.</summary>
    public int PlaneLength => grid.Points * grid.Points;

    private int PencilRows => grid.Points * grid.Width;

    public TransformScratch<T> NewScratch() => new(grid);

    /// <summary>The modes of one ky to pencils.</summary>
    public void InverseX(T* block, T* pencils, int row, TransformScratch<T> scratch)
    {
        var (kept, tail) = (2 * (grid.Cut + 1) * grid.Width, 2 * grid.Cut * grid.Width);
        Copy(block, scratch.Columns, kept);
        Copy(block + kept, scratch.Columns + 2 * PencilRows - tail, tail);
        inverseX.Execute(scratch.Columns, pencils + (nint)row * 2 * PencilRows);
    }

    /// <summary>Pencils to the real values of one plane of constant x: row y, column z.</summary>
    public void InversePlane(T* pencils, int x, T* plane, TransformScratch<T> scratch)
    {
        var row = 2 * grid.Width;
        for (var i = 0; i < grid.Rows; i++)
            Copy(Pencil(pencils, i, x), scratch.Columns + (nint)row * ColumnRow(i), row);
        inverseY.Execute(scratch.Columns, scratch.Half);
        var beyond = 2 * (grid.Points / 2 + 1 - grid.Width);
        if (beyond > 0)
            for (var y = 0; y < grid.Points; y++)
                new Span<T>(scratch.Half + 2 * (y * grid.HalfWidth + grid.Width), beyond).Clear();
        inverseZ.Execute(scratch.Half, plane);
    }

    /// <summary>The real values of one plane of constant x to pencils, not normalised.</summary>
    public void ForwardPlane(T* plane, int x, T* pencils, TransformScratch<T> scratch)
    {
        forwardZ.Execute(plane, scratch.Half);
        forwardY.Execute(scratch.Half, scratch.Spectrum);
        var row = 2 * grid.Width;
        for (var i = 0; i < grid.Rows; i++)
            Copy(scratch.Spectrum + (nint)row * ColumnRow(i), Pencil(pencils, i, x), row);
    }

    /// <summary>Pencils of one ky to its modes: [x wave][kz] with N rows, of which those beyond the cut are of no use; see <see cref="ColumnRow"/>.</summary>
    public void ForwardX(T* pencils, int row, T* columns) =>
        forwardX.Execute(pencils + (nint)row * 2 * PencilRows, columns);

    /// <summary>Row of the N rows of a transform in which a kept wave number lies.</summary>
    public int ColumnRow(int row) => row <= grid.Cut ? row : row + grid.Points - grid.Rows;

    private T* Pencil(T* pencils, int row, int x) => pencils + 2 * ((nint)row * PencilRows + (nint)x * grid.Width);

    private static void Copy(T* from, T* to, int count) => new Span<T>(from, count).CopyTo(new Span<T>(to, count));
}

/// <summary>Memory for one thread: the rows of <see cref="Columns"/> beyond the cut stay zero.</summary>
internal sealed unsafe class TransformScratch<T>(SpectralGrid grid) : IDisposable
    where T : unmanaged
{
    private readonly AlignedArray<T> columns = new(2 * grid.Points * grid.Width);
    private readonly AlignedArray<T> spectrum = new(2 * grid.Points * grid.Width);
    private readonly AlignedArray<T> half = new(2 * grid.Points * grid.HalfWidth);

    public T* Columns => columns.Pointer;

    public T* Spectrum => spectrum.Pointer;

    public T* Half => half.Pointer;

    public void Dispose()
    {
        columns.Dispose();
        spectrum.Dispose();
        half.Dispose();
    }
}
