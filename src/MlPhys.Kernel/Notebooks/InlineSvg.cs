using System.Text.RegularExpressions;

namespace MlPhys.Kernel.Notebooks;

/// <summary>Prepares an SVG file for a place inside an HTML page that holds others.</summary>
internal static partial class InlineSvg
{
    /// <summary>Drops the XML prolog and gives every id a prefix, since ids are shared by the whole page.</summary>
    public static string Of(string svg, string prefix)
    {
        var element = svg[Math.Max(0, svg.IndexOf("<svg", StringComparison.Ordinal))..];
        return Reference().Replace(element, match => match.Groups["before"].Value + prefix + match.Groups["id"].Value);
    }

    /// <summary>The class of the frame: white paper, unless the drawing has colours for dark pages of its own.</summary>
    public static string FrameOf(string svg) =>
        svg.Contains("prefers-color-scheme", StringComparison.Ordinal) ? "frame" : "frame paper";

    [GeneratedRegex("""(?<before>\sid="|href="#|url\(#)(?<id>[\w.-]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
