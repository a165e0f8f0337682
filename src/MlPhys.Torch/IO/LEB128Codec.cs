namespace TorchSharp.Utils;

/// <summary>Non-negative integers in seven-bit groups, least significant first (LEB128), as TorchSharp's files hold them.</summary>
internal static class LEB128Codec
{
    public static void Encode(this BinaryWriter writer, long value) => writer.Write7BitEncodedInt64(value);

    public static long Decode(this BinaryReader reader)
    {
        var value = reader.Read7BitEncodedInt64();
        return value >= 0
            ? value
            : throw new InvalidDataException($"A length of {value} cannot be; the file is damaged.");
    }
}
