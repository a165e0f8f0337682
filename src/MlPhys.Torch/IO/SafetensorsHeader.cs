using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>One tensor of a safetensors file; offsets count from the end of the header.</summary>
internal sealed record SafetensorsEntry(string Name, ScalarType Type, long[] Shape, long Begin, long End);

/// <summary>
/// The header of a safetensors file (huggingface.co/docs/safetensors): its length in eight bytes, then JSON. A file comes
/// from anywhere, so everything that it claims is checked before memory is taken for it.
/// </summary>
internal static class SafetensorsHeader
{
    public const string MetadataKey = "__metadata__";
    private const long MostBytes = 100_000_000;

    private static readonly (string Name, ScalarType Type)[] Types =
    [
        ("BOOL", ScalarType.Bool),
        ("U8", ScalarType.Byte),
        ("I8", ScalarType.Int8),
        ("I16", ScalarType.Int16),
        ("I32", ScalarType.Int32),
        ("I64", ScalarType.Int64),
        ("F16", ScalarType.Float16),
        ("BF16", ScalarType.BFloat16),
        ("F32", ScalarType.Float32),
        ("F64", ScalarType.Float64),
        ("C64", ScalarType.ComplexFloat32),
    ];

    /// <exception cref="NotSupportedException">The format has no such type.</exception>
    public static string NameOf(ScalarType type, string tensor) =>
        Types.FirstOrDefault(entry => entry.Type == type).Name
        ?? throw new NotSupportedException($"'{tensor}' is {type}, which safetensors cannot hold.");

    /// <summary>Reads and checks a header; the stream then stands at the first tensor.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or hostile.</exception>
    public static (IReadOnlyList<SafetensorsEntry> Entries, IReadOnlyDictionary<string, string> Metadata) Read(
        Stream stream
    )
    {
        var (length, total) = (ReadLength(stream), stream.Length);
        if (length > MostBytes || length > total - sizeof(long))
            throw Bad($"its header claims {length} bytes, of which the file has {total - sizeof(long)}");
        var text = new byte[length];
        stream.ReadExactly(text);
        var (entries, metadata) = Parse(text);
        RefuseHolesAndOverlaps(entries, total - sizeof(long) - length);
        return (entries, metadata);
    }

    public static InvalidDataException Bad(string reason) => new($"This is no safetensors file: {reason}.");

    private static long ReadLength(Stream stream)
    {
        if (stream.Length < sizeof(long))
            throw Bad($"it has {stream.Length} bytes");
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        stream.ReadExactly(bytes);
        var length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        return length <= long.MaxValue ? (long)length : throw Bad($"its header claims {length} bytes");
    }

    private static (List<SafetensorsEntry>, Dictionary<string, string>) Parse(byte[] text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var entries = new List<SafetensorsEntry>();
            var metadata = new Dictionary<string, string>();
            var names = new HashSet<string>();
            foreach (var property in json.RootElement.EnumerateObject())
            {
                if (!names.Add(property.Name))
                    throw Bad($"'{property.Name}' is there twice");
                if (property.Name != MetadataKey)
                    entries.Add(Entry(property));
                else
                    foreach (var item in property.Value.EnumerateObject())
                        metadata[item.Name] = item.Value.GetString() ?? "";
            }
            return (entries, metadata);
        }
        catch (Exception broken)
            when (broken is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw Bad($"its header is not as it should be ({broken.Message})");
        }
    }

    private static SafetensorsEntry Entry(JsonProperty property)
    {
        var (name, value) = (property.Name, property.Value);
        var typeName = value.GetProperty("dtype").GetString();
        var known = Array.FindIndex(Types, entry => entry.Name == typeName);
        if (known < 0)
            throw Bad($"'{name}' has the unknown type '{typeName}'");
        long[] shape = [.. value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        long[] offsets = [.. value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64())];
        if (offsets.Length != 2 || shape.Any(size => size < 0))
            throw Bad($"'{name}' has shape [{string.Join(", ", shape)}] and offsets [{string.Join(", ", offsets)}]");
        var type = Types[known].Type;
        // In floating point, where a hostile header cannot overflow.
        var bytes = shape.Aggregate((double)type.ElementSize(), (product, size) => product * size);
        if (bytes != (double)offsets[1] - offsets[0])
            throw Bad($"'{name}' needs {bytes} bytes, but its offsets are [{offsets[0]}, {offsets[1]}]");
        return new(name, type, shape, offsets[0], offsets[1]);
    }

    /// <summary>The tensors must tile what follows the header, without hole or overlap.</summary>
    private static void RefuseHolesAndOverlaps(List<SafetensorsEntry> entries, long bytes)
    {
        var at = 0L;
        foreach (var entry in entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            if (entry.Begin != at)
                throw Bad($"'{entry.Name}' begins at {entry.Begin}, where the one before ends at {at}");
            at = entry.End;
        }
        if (at != bytes)
            throw Bad($"its tensors end at {at}, the file at {bytes}");
    }
}
