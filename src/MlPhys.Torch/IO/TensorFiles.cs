using TorchSharp.Utils;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// One tensor in TorchSharp's .NET format: element type, number of dimensions and sizes (LEB128), then the elements,
/// little-endian in row-major order.
/// </summary>
public static partial class TensorExtensionMethods
{
    private const int MostDimensions = 64;

    public static void Save(this Tensor tensor, BinaryWriter writer)
    {
        writer.Encode((int)tensor.dtype);
        writer.Encode(tensor.shape.Length);
        foreach (var size in tensor.shape)
            writer.Encode(size);
        writer.Flush();
        TensorBytes.Write(tensor, writer.BaseStream);
    }

    public static void Save(this Tensor tensor, Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        tensor.Save(writer);
    }

    public static void Save(this Tensor tensor, string location) => WholeFile.Write(location, tensor.Save);

    /// <summary>Reads into an existing tensor of the same element type and shape.</summary>
    public static void Load(this Tensor tensor, BinaryReader reader, bool skip = false)
    {
        using var scope = NewDisposeScope();
        var stored = Load(reader);
        if (stored.dtype != tensor.dtype)
            throw new ArgumentException(
                $"The stored tensor is {stored.dtype}, expected {tensor.dtype}.",
                nameof(reader)
            );
        if (skip)
            return;
        if (!stored.shape.SequenceEqual(tensor.shape))
            throw new ArgumentException(
                $"The stored tensor has shape [{string.Join(", ", stored.shape)}], expected [{string.Join(", ", tensor.shape)}].",
                nameof(reader)
            );
        using (no_grad())
            tensor.copy_(stored);
    }

    /// <summary>Reads a tensor. With <paramref name="skip"/> the data is passed over and zeros of its shape are returned.</summary>
    /// <exception cref="InvalidDataException">The header is impossible, or the stream ends too early.</exception>
    public static Tensor Load(BinaryReader reader, bool skip = false) => DamagedFile.Guard(() => Read(reader, skip));

    private static Tensor Read(BinaryReader reader, bool skip)
    {
        var type = (ScalarType)reader.Decode();
        if (!Enum.IsDefined(type))
            throw new InvalidDataException($"The stored tensor has the unknown element type {(int)type}.");
        var dimensions = reader.Decode();
        if (dimensions > MostDimensions)
            throw new InvalidDataException($"The stored tensor claims {dimensions} dimensions; the file is damaged.");
        var shape = new long[dimensions];
        for (var i = 0; i < dimensions; i++)
            shape[i] = reader.Decode();
        RefuseMoreThanRemains(reader.BaseStream, shape, type);
        var tensor = empty(shape, type, CPU);
        TensorBytes.Read(tensor, reader.BaseStream);
        return skip ? tensor.zero_() : tensor;
    }

    private static void RefuseMoreThanRemains(Stream stream, long[] shape, ScalarType type)
    {
        var most = stream.CanSeek ? stream.Length - stream.Position : int.MaxValue;
        // In floating point, where a hostile header cannot overflow.
        var bytes = shape.Aggregate((double)type.ElementSize(), (product, size) => product * size);
        if (bytes > most)
            throw new InvalidDataException(
                $"A tensor of shape [{string.Join(", ", shape)}] needs {bytes} bytes, but the file has {most} left."
            );
    }
}
