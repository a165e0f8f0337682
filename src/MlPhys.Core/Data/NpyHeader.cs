using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MlPhys.Data;

/// <summary>The header of an NPY file (numpy enhancement proposal 1; versions 1.0, 2.0 and 3.0).</summary>
internal sealed partial record NpyHeader(NpyType Type, bool BigEndian, bool FortranOrder, int[] Shape)
{
    private const int MaxLength = 1 << 20;
    private const int Alignment = 64;
    private const long MaxCount = 1L << 56;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    public long Count => Shape.Aggregate(1L, (product, extent) => product * extent);

    public long DataBytes => Count * Type.Size;

    public static NpyHeader Read(Stream stream, string source)
    {
        var start = Exactly(stream, 10, source);
        if (!start.AsSpan(0, 6).SequenceEqual(Magic))
            throw new InvalidDataException(
                $"{source}: wrong magic number {Convert.ToHexString(start, 0, 6)}, an NPY file starts with {Convert.ToHexString(Magic)}"
            );
        var version = start[6];
        if (version is not (1 or 2 or 3))
            throw new InvalidDataException($"{source}: NPY version {version}.{start[7]}, expected 1, 2 or 3");
        long length = BinaryPrimitives.ReadUInt16LittleEndian(start.AsSpan(8));
        if (version > 1)
            length |= (long)BinaryPrimitives.ReadUInt16LittleEndian(Exactly(stream, 2, source)) << 16;
        if (length > MaxLength)
            throw new InvalidDataException($"{source}: header of {length} bytes, expected at most {MaxLength}");
        var encoding = version == 3 ? Encoding.UTF8 : Encoding.Latin1;
        return Parse(encoding.GetString(Exactly(stream, (int)length, source)), source);
    }

    /// <summary>The header as bytes, version 1.0, padded so that the data start at a multiple of 64 bytes.</summary>
    public byte[] ToBytes()
    {
        var comma = Shape.Length == 1 ? "," : "";
        var order = FortranOrder ? "True" : "False";
        var text =
            $"{{'descr': '{Type.Describe(BigEndian)}', 'fortran_order': {order}, 'shape': ({string.Join(", ", Shape)}{comma}), }}";
        var total = (10 + text.Length + 1 + Alignment - 1) / Alignment * Alignment;
        var bytes = new byte[total];
        Magic.CopyTo(bytes);
        bytes[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)(total - 10));
        bytes.AsSpan(10).Fill((byte)' ');
        Encoding.ASCII.GetBytes(text, bytes.AsSpan(10));
        bytes[^1] = (byte)'\n';
        return bytes;
    }

    private static NpyHeader Parse(string text, string source)
    {
        if (Dictionary().Match(text) is not { Success: true } match)
            throw new InvalidDataException($"{source}: not an NPY header: {text.Trim()}");
        var description = match.Groups["descr"].Value;
        var (type, bigEndian) =
            NpyType.Parse(description.Trim('\'', '"'))
            ?? throw new InvalidDataException(
                $"{source}: element type {description} is not supported; expected bool, integers of 8 to 64 bits, float16 to float64 or complex"
            );
        return new NpyHeader(type, bigEndian, match.Groups["order"].ValueSpan is "True", Extents(match, text, source));
    }

    private static int[] Extents(Match match, string text, string source)
    {
        var product = (Int128)1;
        var shape = match
            .Groups["extent"]
            .Captures.Select(capture =>
                int.TryParse(capture.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var extent)
                && (product *= extent) < MaxCount
                    ? extent
                    : throw new InvalidDataException($"{source}: the shape is beyond reason: {text.Trim()}")
            );
        return [.. shape];
    }

    private static byte[] Exactly(Stream stream, int count, string source)
    {
        var bytes = new byte[count];
        var found = stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
        return found == count
            ? bytes
            : throw new InvalidDataException(
                found == 0 && count == 10
                    ? $"{source}: the file is empty"
                    : $"{source}: truncated within the header, {count - found} bytes are missing"
            );
    }

    [GeneratedRegex(
        @"^\{(?=.*'descr':\s*(?<descr>'[^']*'|\[.*\]))(?=.*'fortran_order':\s*(?<order>True|False))(?=.*'shape':\s*\((?:(?<extent>\d+)L?\s*(?:,\s*|(?=\))))*\)).*\}\s*$",
        RegexOptions.Singleline
    )]
    private static partial Regex Dictionary();
}
