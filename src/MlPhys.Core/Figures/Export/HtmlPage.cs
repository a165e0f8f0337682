using MlPhys.Display;
using MlPhys.Figures.Labels;

namespace MlPhys.Figures.Export;

/// <summary>A figure as a page that stands alone.</summary>
internal static class HtmlPage
{
    /// <summary>Interactive with plotly.js inside where the cache has it; else the SVG.</summary>
    public static string Of(Figure figure)
    {
        var title = Markup.Encode(RichText.Plain(figure.Title));
        var head =
            $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title}</title>"
            + "<style>body{margin:1em}@media(prefers-color-scheme:dark){body{background:#14171c}}</style>";
        return PlotlyScript.Kind(figure) is { } kind && PlotlyScript.Cached(kind) is { } script
            ? $"{head}<script>{script}</script></head><body>{figure.Interactive("plotly.min.js").ToHtml()}</body></html>\n"
            : $"{head}</head><body>{figure.ToHtml()}</body></html>\n";
    }
}
