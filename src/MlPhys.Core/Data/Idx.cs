using System.Buffers.Binary;
using System.Globalization;
using MlPhys.Files;

namespace MlPhys.Data;

/// <summary>Reads IDX files, the format of the MNIST database (LeCun, Cortes and Burges).</summary>
public static class Idx
{
    /// <summary>Reads an array of bytes, integers or floating-point numbers.</summary>
    /// <param name="path">An IDX file, not compressed.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">Wrong magic number, or a length that does not fit the extents.</exception>
    public static NdArray Read(string path)
    {
        using var file = InputFile.Open(path);
        return Read(file, file.Length, $"IDX file '{path}'");
    }

    internal static NdArray Read(Stream stream, long length, string source)
    {
        if (length < 4)
            throw new InvalidDataException(
                length == 0 ? $"{source} is empty" : $"{source}: truncated within the magic number"
            );
        var magic = new byte[4];
        stream.ReadExactly(magic);
        var type = magic is [0, 0, _, > 0] ? TypeOf(magic[2]) : null;
        if (type is null)
            throw new InvalidDataException(
                $"{source}: wrong magic number {Convert.ToHexString(magic)}, expected 0000, a type from 08 to 0E, and the rank"
            );
        var header = new NpyHeader(
            type,
            BigEndian: true,
            FortranOrder: false,
            Extents(stream, magic[3], length, source)
        );
        Npy.CheckLength(header, length - 4 - 4 * magic[3], source);
        return NpyData.Read(stream, header);
    }

    private static int[] Extents(Stream stream, int rank, long length, string source)
    {
        var bytes = new byte[4 * rank];
        if (length < 4 + bytes.Length)
            throw new InvalidDataException($"{source}: truncated within the {rank} extents");
        stream.ReadExactly(bytes);
        var shape = new int[rank];
        var count = (Int128)1;
        for (var axis = 0; axis < rank; axis++)
        {
            var extent = BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(4 * axis));
            count *= extent;
            if (count > Array.MaxLength)
                throw new InvalidDataException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{source}: extent {extent} of axis {axis} is beyond reason"
                    )
                );
            shape[axis] = (int)extent;
        }
        return shape;
    }

    private static NpyType? TypeOf(byte code) =>
        code switch
        {
            0x08 => NpyType.Of(typeof(byte)),
            0x09 => NpyType.Of(typeof(sbyte)),
            0x0B => NpyType.Of(typeof(short)),
            0x0C => NpyType.Of(typeof(int)),
            0x0D => NpyType.Of(typeof(float)),
            0x0E => NpyType.Of(typeof(double)),
            _ => null,
        };
}
