using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlPhys.Runs;

/// <summary>How runs write JSON: one line or indented, NaN and infinities by name, unknown members refused.</summary>
internal static class RunJson
{
    public static JsonSerializerOptions Compact { get; } =
        new()
        {
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        };

    public static JsonSerializerOptions Indented { get; } = new(Compact) { WriteIndented = true };
}
