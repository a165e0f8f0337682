using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>The elements of a tensor as a stream of bytes, in row-major order; tensors may be larger than a span.</summary>
internal static unsafe class TensorBytes
{
    private const int Chunk = 1 << 26;

    public static long Count(Tensor tensor) => tensor.numel() * tensor.element_size();

    public static void Write(Tensor tensor, Stream stream)
    {
        using var plain = tensor.contiguous_on_cpu();
        var bytes = (byte*)plain.DataPointer();
        var count = Count(plain);
        for (var at = 0L; at < count; at += Chunk)
            stream.Write(new ReadOnlySpan<byte>(bytes + at, (int)Math.Min(Chunk, count - at)));
    }

    /// <summary>Fills a contiguous tensor in CPU memory.</summary>
    /// <exception cref="InvalidDataException">The stream ends before.</exception>
    public static void Read(Tensor tensor, Stream stream)
    {
        var bytes = (byte*)tensor.DataPointer();
        var count = Count(tensor);
        for (var at = 0L; at < count; )
        {
            var got = stream.Read(new Span<byte>(bytes + at, (int)Math.Min(Chunk, count - at)));
            if (got == 0)
                throw new InvalidDataException($"The file ends after {at} of {count} bytes of a tensor.");
            at += got;
        }
        GC.KeepAlive(tensor);
    }
}
