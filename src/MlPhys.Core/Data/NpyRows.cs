using System.Globalization;
using MlPhys.Files;

namespace MlPhys.Data;

/// <summary>An NPY file read row by row: blocks of the first index, so that it may be larger than the memory.</summary>
public sealed class NpyRows : IDisposable
{
    private readonly FileStream file;
    private readonly NpyHeader header;
    private readonly long start;

    internal NpyRows(string path)
    {
        file = InputFile.Open(path);
        try
        {
            var source = $"NPY file '{path}'";
            header = NpyHeader.Read(file, source);
            start = file.Position;
            Npy.CheckLength(header, file.Length - start, source);
            if (header.Shape.Length == 0 || (header.FortranOrder && header.Shape.Length > 1))
                throw new InvalidDataException($"{source}: only arrays in C order can be read by rows; use Npy.Read");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Extents of the whole array, first index first.</summary>
    public IReadOnlyList<int> Shape => header.Shape;

    /// <summary>Reads the rows first, first + 1, ... of the first index.</summary>
    /// <param name="first">First row, counted from 0.</param>
    /// <param name="count">Number of rows.</param>
    /// <returns>An array of shape (count, remaining extents).</returns>
    /// <exception cref="ArgumentOutOfRangeException">The rows lie outside the array.</exception>
    public NdArray Read(int first, int count)
    {
        if (first < 0 || count < 0 || (long)first + count > Shape[0])
            throw new ArgumentOutOfRangeException(
                nameof(first),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"rows {first} to {(long)first + count} of an array of {Shape[0]}"
                )
            );
        var rowLength = header.Shape.Skip(1).Aggregate(1L, (product, extent) => product * extent);
        int[] shape = [count, .. header.Shape.Skip(1)];
        file.Position = start + first * rowLength * header.Type.Size;
        return NpyData.Read(file, header with { Shape = shape, FortranOrder = false });
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => file.Dispose();
}
