using System.Buffers.Binary;
using System.IO.Compression;

namespace MlPhys.Figures.Svg;

/// <summary>Writes indexed-colour PNG images (PNG specification, third edition; colour type 3, 8 bits).</summary>
internal static class PngEncoder
{
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Encodes rows of palette indices; index 255 is transparent.</summary>
    /// <param name="width">Pixels in a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="indices">Palette indices, row by row.</param>
    /// <param name="palette">Up to 255 colours.</param>
    public static byte[] Encode(
        int width,
        int height,
        byte[] indices,
        IReadOnlyList<(byte Red, byte Green, byte Blue)> palette
    )
    {
        using var png = new MemoryStream();
        png.Write(Signature);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 3);
        Chunk(png, "IHDR"u8, header);
        var colors = new byte[256 * 3];
        for (var i = 0; i < palette.Count; i++)
            (colors[3 * i], colors[3 * i + 1], colors[3 * i + 2]) = palette[i];
        Chunk(png, "PLTE"u8, colors);
        var alpha = Enumerable.Repeat((byte)255, 256).ToArray();
        alpha[255] = 0;
        Chunk(png, "tRNS"u8, alpha);
        Chunk(png, "IDAT"u8, Compressed(width, height, indices));
        Chunk(png, "IEND"u8, []);
        return png.ToArray();
    }

    private static byte[] Compressed(int width, int height, byte[] indices)
    {
        using var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Optimal))
            for (var row = 0; row < height; row++)
            {
                zlib.WriteByte(0);
                zlib.Write(indices, row * width, width);
            }
        return data.ToArray();
    }

    private static void Chunk(Stream png, ReadOnlySpan<byte> kind, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        png.Write(number);
        png.Write(kind);
        png.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Checksum([.. kind, .. content]));
        png.Write(number);
    }

    /// <summary>CRC-32 of ISO 3309, by a table of its polynomial.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
            crc = Table[(byte)(crc ^ value)] ^ (crc >> 8);
        return ~crc;
    }

    private static readonly uint[] Table = [.. Enumerable.Range(0, 256).Select(i => Shifted((uint)i))];

    private static uint Shifted(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) == 0 ? value >> 1 : 0xEDB88320 ^ (value >> 1);
        return value;
    }
}
