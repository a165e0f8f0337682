using System.Collections.Immutable;

namespace MlPhys.Display;

/// <summary>One content in several forms: MIME type to text, as the Jupyter protocol carries it.</summary>
/// <param name="Content">Forms by MIME type; JSON forms hold the JSON text, SVG and HTML their markup.</param>
public sealed record DisplayBundle(ImmutableSortedDictionary<string, string> Content)
{
    /// <summary>A bundle of plain text, the form that every host can show.</summary>
    public static DisplayBundle OfText(string text) =>
        new(ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal).Add(MimeType.Text, text));

    /// <summary>The same bundle with one form added or replaced.</summary>
    public DisplayBundle With(string mimeType, string content) => new(Content.SetItem(mimeType, content));

    /// <summary>The HTML form; where there is none, the SVG; else the text, encoded.</summary>
    public string ToHtml() =>
        Content.TryGetValue(MimeType.Html, out var html) ? html
        : Content.TryGetValue(MimeType.Svg, out var svg) ? svg
        : $"<pre>{Markup.Encode(Content.GetValueOrDefault(MimeType.Text, ""))}</pre>";
}
