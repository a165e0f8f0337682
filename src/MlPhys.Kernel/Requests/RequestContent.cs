using System.Text.Json.Nodes;

namespace MlPhys.Kernel.Requests;

/// <summary>Fields of a request's content; what is missing or of another kind reads as the default.</summary>
internal static class RequestContent
{
    public static string Text(this JsonObject content, string field) => content.Get(field, "");

    public static bool Flag(this JsonObject content, string field, bool otherwise) => content.Get(field, otherwise);

    public static int Number(this JsonObject content, string field, int otherwise) => content.Get(field, otherwise);

    /// <summary>The cursor, which the protocol counts in Unicode code points, as an index into the code.</summary>
    public static int Cursor(this JsonObject content, string code)
    {
        var points = content.Number("cursor_pos", int.MaxValue);
        var at = 0;
        for (; points > 0 && at < code.Length; points--)
            at += at + 1 < code.Length && char.IsSurrogatePair(code, at) ? 2 : 1;
        return at;
    }

    /// <summary>An index into the code as the protocol counts: Unicode code points before it.</summary>
    public static int CodePoints(string code, int index) => code[..index].EnumerateRunes().Count();

    private static T Get<T>(this JsonObject content, string field, T otherwise) =>
        content[field] is JsonValue value && value.TryGetValue<T>(out var found) ? found : otherwise;
}
