using System.Globalization;
using MlPhys.Files;

namespace MlPhys.Data;

/// <summary>Reads and writes NPY files, the array format of numpy (numpy enhancement proposal 1).</summary>
public static class Npy
{
    /// <summary>Reads an array: bool, integers of 8 to 64 bits, float16 to float64, complex64 (widened) and complex128.</summary>
    /// <remarks>Both byte orders and both memory orders are read; the result lies in C order and in the machine's byte order.</remarks>
    /// <param name="path">An NPY file, version 1, 2 or 3.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">Wrong magic number, unsupported element type, or a length that does not fit the shape.</exception>
    public static NdArray Read(string path)
    {
        using var file = InputFile.Open(path);
        return Read(file, file.Length, $"NPY file '{path}'");
    }

    /// <summary>Reads an array into memory that is there already: for data that are read again and again.</summary>
    /// <param name="path">An NPY file in C order.</param>
    /// <param name="values">Filled with the values; its type and length must be those of the file.</param>
    /// <returns>The array over <paramref name="values"/> with the extents of the file.</returns>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">As for <see cref="Read(string)"/>, or type, length or order differ; the values are then as before.</exception>
    public static NdArray ReadInto<T>(string path, T[] values)
        where T : unmanaged
    {
        using var file = InputFile.Open(path);
        var source = $"NPY file '{path}'";
        var header = NpyHeader.Read(file, source);
        CheckLength(header, file.Length - file.Position, source);
        if (header.Type.Element != typeof(T) || header.Count != values.Length)
            throw new InvalidDataException(
                $"{source} holds {header.Count} values of {header.Type.Element.Name}, expected {values.Length} of {typeof(T).Name}"
            );
        if (header.FortranOrder && header.Shape.Length > 1)
            throw new InvalidDataException($"{source} is in Fortran order, expected C order; use Npy.Read");
        NpyData.Fill(file, values, header);
        return NdArray.Of(values).Reshape(header.Shape);
    }

    /// <summary>Opens a file to read it row by row, when it is larger than the memory or than one .NET array.</summary>
    /// <param name="path">An NPY file in C order, rank one or more.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">As for <see cref="Read(string)"/>, or the file is in Fortran order or a scalar.</exception>
    public static NpyRows Open(string path) => new(path);

    /// <summary>Writes an array; the file appears whole or not at all.</summary>
    /// <param name="path">File to write or replace.</param>
    /// <param name="array">The values.</param>
    /// <param name="fortranOrder">Whether to lay the values out first index fastest.</param>
    /// <param name="bigEndian">Whether to write the most significant byte first.</param>
    /// <exception cref="IOException">The file cannot be written; what was at <paramref name="path"/> before is kept.</exception>
    public static void Write(string path, NdArray array, bool fortranOrder = false, bool bigEndian = false) =>
        DurableFile.Write(path, stream => Write(stream, array, fortranOrder, bigEndian));

    /// <summary>Writes a .NET array of any rank, such as <c>double[,]</c>; the file appears whole or not at all.</summary>
    /// <param name="path">File to write or replace.</param>
    /// <param name="values">Array of any rank.</param>
    /// <exception cref="ArgumentException">The element type has no NPY counterpart.</exception>
    /// <exception cref="IOException">The file cannot be written; what was at <paramref name="path"/> before is kept.</exception>
    public static void Write(string path, Array values) => Write(path, NdArray.Of(values));

    internal static NdArray Read(Stream stream, long length, string source)
    {
        var header = NpyHeader.Read(stream, source);
        CheckLength(header, length - stream.Position, source);
        if (header.Count > Array.MaxLength)
            throw new InvalidDataException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{source}: {header.Count} elements, more than the {Array.MaxLength} of one array; read it in rows with Npy.Open"
                )
            );
        return NpyData.Read(stream, header);
    }

    internal static void Write(Stream stream, NdArray array, bool fortranOrder = false, bool bigEndian = false)
    {
        var type = NpyType.Of(array.ElementType);
        var header = new NpyHeader(type, bigEndian, fortranOrder && array.Shape.Count > 1, [.. array.Shape]);
        stream.Write(header.ToBytes());
        NpyData.Write(stream, array, header);
    }

    /// <summary>Bytes of an NPY file of the array, header included.</summary>
    internal static long FileBytes(NdArray array)
    {
        var header = new NpyHeader(
            NpyType.Of(array.ElementType),
            BigEndian: false,
            FortranOrder: false,
            [.. array.Shape]
        );
        return header.ToBytes().Length + header.DataBytes;
    }

    internal static void CheckLength(NpyHeader header, long found, string source)
    {
        if (found != header.DataBytes)
            throw new InvalidDataException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{source}: shape {NdArray.Describe(header.Shape)} of {header.Type.Describe(header.BigEndian)} needs {header.DataBytes} bytes of data, found {found}"
                )
            );
    }
}
