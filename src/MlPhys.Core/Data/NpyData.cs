using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlPhys.Data;

/// <summary>The values of an NPY file between disk and memory: byte order, memory order, large pieces.</summary>
internal static class NpyData
{
    /// <summary>Bytes moved at once: few system calls, and what is swapped is still in the cache.</summary>
    private const int PieceBytes = 1 << 20;

    /// <summary>Reads all values of a header's shape into C order and the machine's byte order.</summary>
    public static NdArray Read(Stream stream, NpyHeader header)
    {
        var stored = Allocate(header.Type.Element, (int)header.Count);
        Fill(stream, stored, header);
        var shape = header.Shape;
        var values = header.FortranOrder
            ? MemoryOrder.Reversed(stored, header.Type.Size, [.. shape.Reverse()])
            : stored;
        return NdArray.Unchecked(Widened(values), shape);
    }

    /// <summary>Writes an array after its header.</summary>
    public static void Write(Stream stream, NdArray array, NpyHeader header)
    {
        var values = header.FortranOrder
            ? MemoryOrder.Reversed(array.Values, header.Type.Size, header.Shape)
            : array.Values;
        var swapped = header.BigEndian ? new byte[PieceBytes] : [];
        foreach (var (offset, length) in Pieces(header.DataBytes))
        {
            var piece = Bytes(values, offset, length);
            if (header.BigEndian)
            {
                piece.CopyTo(swapped);
                piece = swapped.AsSpan(0, length);
                Swap(piece, header.Type.SwapSize);
            }
            stream.Write(piece);
        }
    }

    /// <summary>Fills an array of the header's type from the stream.</summary>
    public static void Fill(Stream stream, Array values, NpyHeader header)
    {
        foreach (var (offset, length) in Pieces((long)values.Length * header.Type.Size))
        {
            var piece = Bytes(values, offset, length);
            stream.ReadExactly(piece);
            if (header.BigEndian)
                Swap(piece, header.Type.SwapSize);
            if (header.Type.Kind == 'b')
                Normalize(piece);
        }
    }

    /// <summary>An array of any supported type whose values are about to be overwritten.</summary>
    public static Array Allocate(Type element, int count) =>
        Type.GetTypeCode(element) switch
        {
            TypeCode.Double => GC.AllocateUninitializedArray<double>(count),
            TypeCode.Single => GC.AllocateUninitializedArray<float>(count),
            _ => Array.CreateInstance(element, count),
        };

    /// <summary>complex64 as the complex numbers of .NET; everything else as it is.</summary>
    public static Array Widened(Array values) =>
        values is ComplexSingle[] narrow ? Array.ConvertAll(narrow, z => new Complex(z.Real, z.Imaginary)) : values;

    private static IEnumerable<(long Offset, int Length)> Pieces(long total)
    {
        for (var offset = 0L; offset < total; offset += PieceBytes)
            yield return (offset, (int)Math.Min(PieceBytes, total - offset));
    }

    private static Span<byte> Bytes(Array values, long offset, int length) =>
        MemoryMarshal.CreateSpan(
            ref Unsafe.AddByteOffset(ref MemoryMarshal.GetArrayDataReference(values), (nint)offset),
            length
        );

    private static void Swap(Span<byte> bytes, int size)
    {
        switch (size)
        {
            case 2:
                var words = MemoryMarshal.Cast<byte, ushort>(bytes);
                BinaryPrimitives.ReverseEndianness(words, words);
                break;
            case 4:
                var doubleWords = MemoryMarshal.Cast<byte, uint>(bytes);
                BinaryPrimitives.ReverseEndianness(doubleWords, doubleWords);
                break;
            case 8:
                var quadWords = MemoryMarshal.Cast<byte, ulong>(bytes);
                BinaryPrimitives.ReverseEndianness(quadWords, quadWords);
                break;
        }
    }

    /// <summary>numpy takes every byte but zero as true; .NET knows one true only.</summary>
    private static void Normalize(Span<byte> flags)
    {
        foreach (ref var flag in flags)
            flag = flag == 0 ? (byte)0 : (byte)1;
    }
}
