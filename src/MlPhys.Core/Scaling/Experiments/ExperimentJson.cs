using System.Text.Json;
using System.Text.Json.Serialization;

namespace MlPhys.Scaling.Experiments;

/// <summary>How plans and results are written: one line, camel case, enumerations by name, NaN allowed, unknown members refused.</summary>
internal static class ExperimentJson
{
    public static JsonSerializerOptions Options { get; } =
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectRequiredConstructorParameters = true,
            Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        };

    public static JsonSerializerOptions Indented { get; } = new(Options) { WriteIndented = true };
}
