using System.Globalization;
using System.Text;

namespace MlPhys.Figures.Svg;

/// <summary>The style sheet inside each figure: light by default, dark where the page or the reader's system is.</summary>
/// <remarks>
/// Every element also carries its light colour as an attribute, for renderers that know no CSS variables. The background is
/// painted, so that text stays legible on pages of any colour.
/// </remarks>
internal static class Theme
{
    public const string Ink = "#1f2328";
    public const string Muted = "#59636e";
    public const string Grid = "#e6e8eb";
    public const string Background = "#ffffff";

    /// <summary>The style element.</summary>
    public static string Style { get; } = Sheet();

    private static string Sheet()
    {
        var light = Variables(Ink, Muted, Grid, Background, Palette.Colors);
        var dark = Variables("#e6edf3", "#9aa4af", "#2d333b", "#14171c", Palette.DarkColors);
        var css = new StringBuilder("<style>");
        Rule(css, "ink", "fill", "ink", Ink);
        Rule(css, "axis", "stroke", "ink", Ink);
        Rule(css, "muted", "fill", "muted", Muted);
        Rule(css, "grid", "stroke", "grid", Grid);
        Rule(css, "bg", "fill", "bg", Background);
        Rule(css, "halo", "stroke", "bg", Background);
        for (var i = 0; i < Palette.Colors.Length; i++)
        {
            Rule(css, $"s{i}", "stroke", $"c{i}", Palette.Colors[i]);
            Rule(css, $"f{i}", "fill", $"c{i}", Palette.Colors[i]);
        }
        css.Append("@media screen and (prefers-color-scheme:dark){.mlphys-figure{").Append(dark).Append("}}");
        Host(css, "light", "[data-jp-theme-light=true]", light);
        Host(css, "dark", "[data-jp-theme-light=false]", dark);
        return css.Append("</style>").ToString();
    }

    private static void Rule(StringBuilder css, string name, string property, string variable, string fallback) =>
        css.Append(CultureInfo.InvariantCulture, $".mlp-{name}{{{property}:var(--mlp-{variable},{fallback})}}");

    /// <summary>Pages that choose their theme themselves: fsdocs and this project's, JupyterLab, VS Code.</summary>
    private static void Host(StringBuilder css, string theme, string jupyter, string variables) =>
        css.Append(
            CultureInfo.InvariantCulture,
            $"[data-theme={theme}] .mlphys-figure,{jupyter} .mlphys-figure,.vscode-{theme} .mlphys-figure{{{variables}}}"
        );

    private static string Variables(
        string ink,
        string muted,
        string grid,
        string background,
        IEnumerable<string> colors
    ) =>
        $"--mlp-ink:{ink};--mlp-muted:{muted};--mlp-grid:{grid};--mlp-bg:{background}"
        + string.Concat(colors.Select((c, i) => $";--mlp-c{i}:{c}"));
}
