using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlPhys.Kernel.Protocol;

/// <summary>Jupyter messages as frames: identities, delimiter, signature, header, parent, metadata, content.</summary>
internal sealed class MessageCodec(MessageSigner signer)
{
    public const string ProtocolVersion = "5.3";

    private static readonly byte[] Delimiter = [.. "<IDS|MSG>"u8];
    private static readonly JsonSerializerOptions Json = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly string session = Guid.NewGuid().ToString("N");

    /// <summary>Frames of a message of this kernel.</summary>
    public byte[][] Encode(
        IEnumerable<byte[]> identities,
        string type,
        ReadOnlyMemory<byte> parentHeader,
        JsonObject content
    )
    {
        var header = new JsonObject
        {
            ["msg_id"] = Guid.NewGuid().ToString("N"),
            ["session"] = session,
            ["username"] = "kernel",
            ["date"] = DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture),
            ["msg_type"] = type,
            ["version"] = ProtocolVersion,
        };
        byte[][] parts = [Bytes(header), parentHeader.ToArray(), [.. "{}"u8], Bytes(content)];
        return [.. identities, Delimiter, signer.Sign(parts), .. parts];
    }

    /// <summary>The message in the frames; null where it is malformed, wrongly signed or seen before.</summary>
    public JupyterMessage? Decode(byte[][] frames)
    {
        var at = Array.FindIndex(frames, frame => frame.AsSpan().SequenceEqual(Delimiter));
        if (at < 0 || frames.Length < at + 6)
            return null;
        var parts = frames[(at + 2)..(at + 6)];
        if (!signer.Accepts(frames[at + 1], parts))
            return null;
        try
        {
            return new JupyterMessage(
                [.. frames[..at]],
                parts[0],
                JsonNode.Parse(parts[0])!["msg_type"]!.GetValue<string>(),
                JsonNode.Parse(parts[3])!.AsObject()
            );
        }
        catch (Exception malformed)
            when (malformed is JsonException or ArgumentException or InvalidOperationException or NullReferenceException
            )
        {
            return null;
        }
    }

    private static byte[] Bytes(JsonObject json) => JsonSerializer.SerializeToUtf8Bytes(json, Json);
}
