using System.Text.Json;
using MlPhys.Figures.Layout;
using MlPhys.Figures.Scales;

namespace MlPhys.Figures.Plotly;

/// <summary>Writes the layout: axes, legends, annotations.</summary>
internal static class PlotlyLayout
{
    private static readonly string[] Sides = ["l", "r", "t", "b", "pad"];

    public static void Write(Utf8JsonWriter json, Figure figure, FigureLayout layout, string note)
    {
        json.WriteNumber("width", figure.Width);
        json.WriteNumber("height", figure.Height);
        json.WriteString("paper_bgcolor", "#ffffff");
        json.WriteString("plot_bgcolor", "#ffffff");
        if (figure.Panels.Any(p => p.Traces.Any(t => t is BarTrace or HistogramTrace)))
            json.WriteString("barmode", "overlay");
        json.WriteString("hovermode", "closest");
        json.Object("font", () => Font(json));
        json.Object(
            "margin",
            () =>
            {
                foreach (var side in Sides)
                    json.WriteNumber(side, 0);
            }
        );
        if (figure.Title.Length > 0)
            json.Object("title", () => FigureTitle(json, figure));
        for (var i = 0; i < layout.Frames.Length; i++)
            if (layout.Frames[i].Plan.Series is [{ Trace: SurfaceTrace }])
                json.Object(PlotlyFigure.SceneName(i), () => Scene(json, figure, layout.Frames[i]));
            else
                PanelAxes(json, figure, layout.Frames[i], i);
        json.WriteStartArray("annotations");
        for (var i = 0; i < layout.Frames.Length; i++)
            PlotlyAnnotations.Write(json, figure, layout.Frames[i], i);
        if (note.Length > 0)
            PlotlyAnnotations.Note(json, figure, note);
        json.WriteEndArray();
    }

    private static void Font(Utf8JsonWriter json)
    {
        json.WriteString("family", Labels.FontMetrics.Family);
        json.WriteNumber("size", TextSize.Tick);
        json.WriteString("color", Svg.Theme.Ink);
    }

    private static void FigureTitle(Utf8JsonWriter json, Figure figure)
    {
        json.WriteString("text", JsonWriting.Html(figure.Title));
        json.WriteNumber("x", 0.5);
        json.Number("y", 1 - 14.0 / figure.Height);
        json.WriteString("yanchor", "top");
    }

    private static void PanelAxes(Utf8JsonWriter json, Figure figure, PanelFrame frame, int panel)
    {
        var suffix = panel == 0 ? "" : $"{panel + 1}";
        var (plot, width, height) = (frame.Plot, (double)figure.Width, (double)figure.Height);
        json.Object(
            "xaxis" + suffix,
            () =>
            {
                json.Numbers("domain", [plot.X / width, plot.Right / width]);
                json.WriteString("anchor", PlotlyFigure.AxisName('y', panel));
                Axis(json, frame.Plan.Panel.XAxis, frame.XScale, !frame.Plan.Categories.IsEmpty);
                if (!frame.Plan.Categories.IsEmpty)
                    Categories(json, frame);
            }
        );
        json.Object(
            "yaxis" + suffix,
            () =>
            {
                json.Numbers("domain", [1 - plot.Bottom / height, 1 - plot.Y / height]);
                json.WriteString("anchor", PlotlyFigure.AxisName('x', panel));
                Axis(json, frame.Plan.Panel.YAxis, frame.YScale);
                if (IsSquare(frame.Plan.Panel))
                {
                    json.WriteString("scaleanchor", PlotlyFigure.AxisName('x', panel));
                    json.WriteString("constrain", "domain");
                }
            }
        );
        if (frame.Legend is { } legend)
            json.Object("legend" + suffix, () => Legend(json, legend, width, height));
    }

    private static void Scene(Utf8JsonWriter json, Figure figure, PanelFrame frame)
    {
        var (plot, width, height) = (frame.Plot, (double)figure.Width, (double)figure.Height);
        json.Object(
            "domain",
            () =>
            {
                json.Numbers("x", [plot.X / width, plot.Right / width]);
                json.Numbers("y", [1 - plot.Bottom / height, 1 - plot.Y / height]);
            }
        );
        foreach (var (name, axis) in new[] { ("xaxis", frame.Plan.Panel.XAxis), ("yaxis", frame.Plan.Panel.YAxis) })
            json.Object(
                name,
                () =>
                {
                    json.WriteString("type", axis.IsLog ? "log" : "linear");
                    json.Title(axis.Label);
                }
            );
    }

    private static bool IsSquare(Panel panel) => panel.HasEqualAspect && !panel.XAxis.IsLog && !panel.YAxis.IsLog;

    private static void Axis(Utf8JsonWriter json, Axis axis, AxisScale scale, bool isCategory = false)
    {
        json.WriteString("type", axis.IsLog ? "log" : "linear");
        var (low, high) = axis.IsLog ? (Math.Log10(scale.Low), Math.Log10(scale.High)) : (scale.Low, scale.High);
        json.Numbers("range", axis.IsReversed ? [high, low] : [low, high]);
        json.Title(axis.Label);
        json.WriteString("exponentformat", "power");
        json.WriteString("ticks", "outside");
        json.WriteBoolean("showline", true);
        json.WriteBoolean("zeroline", false);
        json.WriteString("linecolor", Svg.Theme.Ink);
        if (isCategory)
            json.WriteBoolean("showgrid", false);
        else
            json.WriteString("gridcolor", Svg.Theme.Grid);
    }

    private static void Categories(Utf8JsonWriter json, PanelFrame frame)
    {
        json.Numbers("tickvals", frame.XTicks.Major);
        json.Texts("ticktext", frame.XTicks.Labels);
        json.WriteString("tickmode", "array");
    }

    private static void Legend(Utf8JsonWriter json, LegendBox legend, double width, double height)
    {
        json.Number("x", Math.Clamp(legend.Box.X / width, -2, 3));
        json.Number("y", Math.Clamp(1 - legend.Box.Y / height, -2, 3));
        json.WriteString("xanchor", "left");
        json.WriteString("yanchor", "top");
        json.WriteString("bgcolor", "rgba(255,255,255,0.85)");
    }
}
