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

    [GeneratedRegex("""(?<before>\sid="|href="#|url\(#)(?<id>[\w.-]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
