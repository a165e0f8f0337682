using System.Text;

namespace MlPhys.Display;

/// <summary>Foreign text made safe for HTML and XML, in content and in quoted attributes.</summary>
internal static class Markup
{
    /// <summary>Encodes the five special characters; what XML 1.0 forbids (control characters, lone surrogates) becomes U+FFFD.</summary>
    public static string Encode(string text)
    {
        var encoded = new StringBuilder(text.Length + 16);
        foreach (var rune in text.EnumerateRunes())
            _ = rune.Value switch
            {
                '<' => encoded.Append("&lt;"),
                '>' => encoded.Append("&gt;"),
                '&' => encoded.Append("&amp;"),
                '"' => encoded.Append("&quot;"),
                '\'' => encoded.Append("&#39;"),
                _ => encoded.Append(IsXml(rune.Value) ? rune.ToString() : "\uFFFD"),
            };
        return encoded.ToString();
    }

    private static bool IsXml(int codePoint) =>
        codePoint is '\t' or '\n' or '\r' or >= 0x20 and (< 0x7F or > 0x9F) and not (0xFFFE or 0xFFFF);
}
