using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MlPhys.Data;

/// <summary>Pixels of a PNG image.</summary>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Channels">Bytes of a pixel: 1 (grey), 2 (grey, alpha), 3 (red, green, blue) or 4 (with alpha).</param>
/// <param name="Pixels">Row by row, channels interleaved.</param>
internal sealed record PngImage(int Height, int Width, int Channels, byte[] Pixels);

/// <summary>Reads PNG images of 8 bits a channel, not interlaced (ISO/IEC 15948:2004).</summary>
internal static class Png
{
    private const int MaxExtent = 1 << 24;

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static PngImage Read(byte[] file, string source)
    {
        if (!file.AsSpan().StartsWith(Signature))
            throw new InvalidDataException(
                file.Length == 0
                    ? $"{source} is empty"
                    : $"{source}: wrong magic number {Convert.ToHexString(file.AsSpan(0, Math.Min(8, file.Length)))}, a PNG file starts with {Convert.ToHexString(Signature)}"
            );
        var (header, data) = Chunks(file, source);
        var (width, height, channels) = Header(header, source);
        var stride = width * channels;
        if ((long)height * (stride + 1) > Array.MaxLength)
            throw new InvalidDataException($"{source}: {width} by {height} pixels are more than one array holds");
        var filtered = Inflate(data, height * (stride + 1), source);
        return new PngImage(height, width, channels, PngFilter.Undo(filtered, height, stride, channels, source));
    }

    /// <summary>The header and the joined image data; every checksum is checked.</summary>
    private static (byte[] Header, MemoryStream Data) Chunks(byte[] file, string source)
    {
        byte[] header = [];
        var data = new MemoryStream();
        for (var at = Signature.Length; at + 12 <= file.Length; )
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at));
            if (length > file.Length - at - 12)
                break;
            var typed = file.AsSpan(at + 4, 4 + (int)length);
            var type = Encoding.ASCII.GetString(typed[..4]);
            if (Crc32.Append(0, typed) != BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + (int)length)))
                throw new InvalidDataException($"{source}: the chunk {type} at byte {at} is damaged (CRC)");
            if (type is "IEND")
                return (header, data);
            if (type is "IHDR")
                header = typed[4..].ToArray();
            else if (type is "IDAT")
                data.Write(typed[4..]);
            at += 12 + (int)length;
        }
        throw new InvalidDataException($"{source}: truncated, the chunk IEND is missing");
    }

    private static (int Width, int Height, int Channels) Header(byte[] header, string source)
    {
        if (header.Length != 13)
            throw new InvalidDataException(
                $"{source}: the chunk IHDR is missing or of {header.Length} bytes, expected 13"
            );
        var (width, height) = (
            BinaryPrimitives.ReadUInt32BigEndian(header),
            BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(4))
        );
        var channels = header[9] switch
        {
            0 => 1,
            2 => 3,
            4 => 2,
            6 => 4,
            _ => 0,
        };
        if (width is 0 or > MaxExtent || height is 0 or > MaxExtent)
            throw new InvalidDataException($"{source}: {width} by {height} pixels");
        return header[8] == 8 && channels > 0 && header[12] == 0
            ? ((int)width, (int)height, channels)
            : throw new InvalidDataException(
                $"{source}: {header[8]} bits, colour type {header[9]}, interlace {header[12]}; expected 8 bits, no palette, not interlaced"
            );
    }

    private static byte[] Inflate(MemoryStream data, int length, string source)
    {
        data.Position = 0;
        using var stream = new ZLibStream(data, CompressionMode.Decompress);
        var bytes = new byte[length];
        var found = stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false);
        return found == length && stream.ReadByte() < 0
            ? bytes
            : throw new InvalidDataException(
                $"{source}: {(found < length ? $"{found} bytes" : "more bytes")} of pixels, expected {length}"
            );
    }
}
