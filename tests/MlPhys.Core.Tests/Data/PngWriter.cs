using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace MlPhys.Core.Tests.Data;

/// <summary>Writes small PNG images with chosen row filters, straight from the definitions of the standard.</summary>
internal static class PngWriter
{
    private static readonly byte[] Channels = [0, 0, 4, 2, 6];

    public static byte[] Write(int height, int width, int channels, byte[] pixels, Func<int, int> filterOfRow)
    {
        var stride = width * channels;
        var filtered = new List<byte>();
        for (var row = 0; row < height; row++)
        {
            var filter = filterOfRow(row);
            filtered.Add((byte)filter);
            for (var x = 0; x < stride; x++)
            {
                int At(int r, int c) => r < 0 || c < 0 ? 0 : pixels[r * stride + c];
                var (left, up, upLeft) = (
                    At(row, x - channels),
                    At(row - 1, x),
                    x < channels ? 0 : At(row - 1, x - channels)
                );
                var predicted = filter switch
                {
                    0 => 0,
                    1 => left,
                    2 => up,
                    3 => (left + up) / 2,
                    _ => new[] { left, up, upLeft }.MinBy(value => Math.Abs(left + up - upLeft - value)),
                };
                filtered.Add((byte)(pixels[row * stride + x] - predicted));
            }
        }
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, Channels[channels]);
        var data = Deflated([.. filtered]);
        return
        [
            .. new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A },
            .. Chunk("IHDR", header),
            .. Chunk("tEXt", "Comment\0made by a test"u8.ToArray()),
            .. Chunk("IDAT", data[..(data.Length / 2)]),
            .. Chunk("IDAT", data[(data.Length / 2)..]),
            .. Chunk("IEND", []),
        ];
    }

    private static byte[] Deflated(byte[] bytes)
    {
        var target = new MemoryStream();
        using (var stream = new ZLibStream(target, CompressionLevel.Fastest))
            stream.Write(bytes);
        return target.ToArray();
    }

    private static byte[] Chunk(string type, byte[] data)
    {
        byte[] typed = [.. Encoding.ASCII.GetBytes(type), .. data];
        var (length, crc) = (new byte[4], new byte[4]);
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        BinaryPrimitives.WriteUInt32BigEndian(crc, Crc(typed));
        return [.. length, .. typed, .. crc];
    }

    /// <summary>The division of polynomials, bit by bit.</summary>
    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }
        return ~crc;
    }
}
