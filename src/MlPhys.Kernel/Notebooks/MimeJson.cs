using System.Text.Json.Nodes;
using MlPhys.Display;

namespace MlPhys.Kernel.Notebooks;

/// <summary>Display bundles as the JSON objects of notebook files and of the Jupyter protocol.</summary>
internal static class MimeJson
{
    /// <summary>The forms by MIME type; JSON forms become objects, and text what the caller makes of it.</summary>
    public static JsonObject Of(DisplayBundle content, Func<string, JsonNode> text)
    {
        var data = new JsonObject();
        foreach (var (mimeType, form) in content.Content)
            data[mimeType] = IsJson(mimeType) ? JsonNode.Parse(form) : text(form);
        return data;
    }

    private static bool IsJson(string mimeType) =>
        mimeType.EndsWith("+json", StringComparison.Ordinal) || mimeType == "application/json";
}
