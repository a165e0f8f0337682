using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace MlPhys.Kernel.Protocol;

/// <summary>A message of the Jupyter protocol.</summary>
/// <param name="Identities">Frames before the delimiter; a reply repeats them.</param>
/// <param name="Header">The header as it came: it becomes the parent header of whatever answers.</param>
/// <param name="Type">The header's msg_type.</param>
/// <param name="Content">The body, by message type.</param>
internal sealed record JupyterMessage(
    ImmutableArray<byte[]> Identities,
    ReadOnlyMemory<byte> Header,
    string Type,
    JsonObject Content
);
