using System.Buffers.Binary;
using System.Text.Json;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Tensors by name, in the file format that Python's tools and Rust's read too (safetensors).</summary>
public static class Safetensors
{
    /// <summary>Writes a file of tensors, whole or not at all.</summary>
    /// <param name="location">An existing file is replaced.</param>
    /// <param name="tensors">Any device and strides; complex128 and quantised types are refused.</param>
    /// <param name="metadata">Free text by name.</param>
    /// <exception cref="NotSupportedException">A tensor's type is not one of the format's.</exception>
    public static void Save(
        string location,
        IReadOnlyDictionary<string, Tensor> tensors,
        IReadOnlyDictionary<string, string>? metadata = null
    )
    {
        if (tensors.ContainsKey(SafetensorsHeader.MetadataKey))
            throw new ArgumentException($"No tensor can be named '{SafetensorsHeader.MetadataKey}'.", nameof(tensors));
        // Large elements first, so that each tensor begins at a multiple of its element size.
        var ordered = tensors
            .OrderByDescending(entry => entry.Value.element_size())
            .ThenBy(entry => entry.Key, StringComparer.Ordinal)
            .ToList();
        var header = Header(ordered, metadata);
        WholeFile.Write(
            location,
            stream =>
            {
                Span<byte> length = stackalloc byte[sizeof(long)];
                BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
                stream.Write(length);
                stream.Write(header);
                foreach (var (_, tensor) in ordered)
                    TensorBytes.Write(tensor, stream);
            }
        );
    }

    /// <summary>Reads a file of tensors into CPU memory.</summary>
    /// <exception cref="InvalidDataException">The file is truncated, or its header lies; nothing was allocated for it.</exception>
    public static Dictionary<string, Tensor> Load(string location)
    {
        using var stream = File.OpenRead(location);
        var (entries, _) = SafetensorsHeader.Read(stream);
        var tensors = new Dictionary<string, Tensor>();
        foreach (var entry in entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End))
        {
            var tensor = empty(entry.Shape, entry.Type, CPU);
            TensorBytes.Read(tensor, stream);
            tensors.Add(entry.Name, tensor);
        }
        return tensors;
    }

    /// <summary>The free text of a file.</summary>
    /// <exception cref="InvalidDataException">The file is truncated, or its header lies.</exception>
    public static IReadOnlyDictionary<string, string> LoadMetadata(string location)
    {
        using var stream = File.OpenRead(location);
        return SafetensorsHeader.Read(stream).Metadata;
    }

    /// <summary>Writes a module's parameters and persistent buffers.</summary>
    public static T save_safetensors<T>(
        this T module,
        string location,
        IReadOnlyDictionary<string, string>? metadata = null
    )
        where T : nn.Module
    {
        Save(location, module.state_dict(), metadata);
        return module;
    }

    /// <summary>Reads what <see cref="save_safetensors"/> or another tool wrote into a module; element types are converted.</summary>
    /// <exception cref="InvalidOperationException">Names or shapes differ; the message lists them.</exception>
    public static T load_safetensors<T>(this T module, string location, bool strict = true)
        where T : nn.Module
    {
        using var scope = NewDisposeScope();
        module.load_state_dict(Load(location), strict);
        return module;
    }

    private static byte[] Header(
        IReadOnlyList<KeyValuePair<string, Tensor>> tensors,
        IReadOnlyDictionary<string, string>? metadata
    )
    {
        using var text = new MemoryStream();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            if (metadata is { Count: > 0 })
            {
                json.WriteStartObject(SafetensorsHeader.MetadataKey);
                foreach (var (key, value) in metadata)
                    json.WriteString(key, value);
                json.WriteEndObject();
            }
            var at = 0L;
            foreach (var (name, tensor) in tensors)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", SafetensorsHeader.NameOf(tensor.dtype, name));
                WriteNumbers(json, "shape", tensor.shape);
                WriteNumbers(json, "data_offsets", [at, at += TensorBytes.Count(tensor)]);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        while (text.Length % sizeof(long) != 0)
            text.WriteByte((byte)' ');
        return text.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, ReadOnlySpan<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }
}
