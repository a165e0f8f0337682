using System.Net;
using MlPhys.Files;
using MlPhys.Kernel.Notebooks;

namespace MlPhys.Kernel.Gallery;

/// <summary>One figure on a page: the drawing, and in its place Plotly's interactive one where plotly.js is beside the gallery.</summary>
internal static class FigurePage
{
    /// <summary>Where a figure page finds plotly.js: the bundle that draws its traces; null where no bundle draws them all.</summary>
    private static string? PlotlyScript(string json)
    {
        var surface = json.Contains("\"type\":\"surface\"", StringComparison.Ordinal);
        var plane = PlaneTypes.Any(type => json.Contains($"\"type\":\"{type}\"", StringComparison.Ordinal));
        return !surface ? "../plotly-cartesian.min.js"
            : !plane ? "../plotly-gl3d.min.js"
            : null;
    }

    private static readonly string[] PlaneTypes = ["contour", "heatmap", "bar"];

    public static void WriteAll(string folder)
    {
        var card = NotebookCard.Load(folder);
        for (var at = 0; at < card.Figures.Length; at++)
        {
            var figure = card.Figures[at];
            DurableFile.Write(
                Path.Combine(folder, figure.Name + ".html"),
                HtmlDocument.Write(figure.Caption, Body(folder, card, at))
            );
        }
    }

    private static string Body(string folder, NotebookCard card, int at)
    {
        var figure = card.Figures[at];
        var svg = File.ReadAllText(Path.Combine(folder, figure.Name + ".svg"));
        return $"""
            <main class="wide">
            <p class="trail"><a href="../index.html">All notebooks</a> · <a href="{GalleryPage.NotebookPageName}">{WebUtility.HtmlEncode(
                card.Title
            )}</a>{Step(card, at - 1, "previous figure")}{Step(card, at + 1, "next figure")}</p>
            <figure class="large {InlineSvg.FrameOf(svg)}" id="figure">{InlineSvg.Of(svg, "")}</figure>
            {(figure.HasPlotly ? Interactive(folder, figure) : "")}</main>

            """;
    }

    private static string Step(NotebookCard card, int at, string words) =>
        at >= 0 && at < card.Figures.Length ? $" · <a href=\"{card.Figures[at].Name}.html\">{words}</a>" : "";

    private static string Interactive(string folder, FigureEntry figure)
    {
        var json = File.ReadAllText(Path.Combine(folder, figure.Name + ".json"))
            .Replace("</", "<\\/", StringComparison.Ordinal);
        if (PlotlyScript(json) is not { } script)
            return "";
        return $$"""
            <script src="{{script}}"></script>
            <script>
            if (window.Plotly) {
              const spec = {{json}};
              const drawing = document.querySelector("#figure > svg");
              const place = document.createElement("div");
              place.style.height = drawing.getBoundingClientRect().height + "px";
              drawing.replaceWith(place);
              place.parentElement.classList.add("paper");
              const { width, height, ...layout } = spec.layout;
              Plotly.newPlot(place, spec.data, { ...layout, autosize: true }, { responsive: true, displaylogo: false });
            }
            </script>

            """;
    }
}
