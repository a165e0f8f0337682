using System.Text.Json;
using MlPhys.Figures.Layout;

namespace MlPhys.Figures.Plotly;

/// <summary>Writes the traces of a panel.</summary>
internal static class PlotlyTraces
{
    public static void Write(Utf8JsonWriter json, Figure figure, PanelFrame frame, int panel)
    {
        foreach (var series in frame.Plan.Series)
        {
            if (series.Trace is BandTrace band)
                Common(json, frame, series, panel, "scatter", () => LowerEdge(json, band), listed: false);
            var type = series.Trace switch
            {
                BarTrace or HistogramTrace => "bar",
                HeatMapTrace => "heatmap",
                ContourTrace => "contour",
                SurfaceTrace => "surface",
                _ => "scatter",
            };
            Common(json, frame, series, panel, type, () => Content(json, figure, frame, series));
        }
    }

    private static void Common(
        Utf8JsonWriter json,
        PanelFrame frame,
        Series series,
        int panel,
        string type,
        Action content,
        bool listed = true
    )
    {
        var name = series.Trace.Name ?? "";
        json.WriteStartObject();
        json.WriteString("type", type);
        if (series.Trace is SurfaceTrace)
            json.WriteString("scene", PlotlyFigure.SceneName(panel));
        else
        {
            json.WriteString("xaxis", PlotlyFigure.AxisName('x', panel));
            json.WriteString("yaxis", PlotlyFigure.AxisName('y', panel));
        }
        if (name.Length > 0)
            json.WriteString("name", JsonWriting.Html(name));
        json.WriteBoolean(
            "showlegend",
            listed
                && name.Length > 0
                && frame.Legend is not null
                && series.Trace is not (HeatMapTrace or ContourTrace or SurfaceTrace)
        );
        if (panel > 0)
            json.WriteString("legend", $"legend{panel + 1}");
        content();
        json.WriteEndObject();
    }

    private static void Content(Utf8JsonWriter json, Figure figure, PanelFrame frame, Series series)
    {
        switch (series.Trace)
        {
            case LineTrace t:
                Points(json, "lines", t.X, t.Y);
                Line(json, series.Color, t.Width, t.IsDashed, t.IsStepped);
                break;
            case ReferenceLineTrace { IsVertical: true } t:
                Points(json, "lines", [t.Value, t.Value], [frame.YScale.Low, frame.YScale.High]);
                Line(json, series.Color, 1.5, t.IsDashed, false);
                break;
            case ReferenceLineTrace t:
                Points(json, "lines", [frame.XScale.Low, frame.XScale.High], [t.Value, t.Value]);
                Line(json, series.Color, 1.5, t.IsDashed, false);
                break;
            case MarkerTrace t:
                PlotlyMarkers.Write(json, figure, frame, series, t);
                break;
            case BandTrace t:
                Points(json, "lines", t.X, t.Upper);
                json.WriteString("fill", "tonexty");
                json.WriteString("fillcolor", Translucent(series.Color));
                json.Object("line", () => json.WriteNumber("width", 0));
                break;
            case BarTrace or HistogramTrace:
                PlotlyBars.Write(json, series);
                break;
            case HeatMapTrace t:
                json.Numbers("x", CellEdges.Of(t.X, t.Z.GetLength(1), frame.XScale.IsLog));
                json.Numbers("y", CellEdges.Of(t.Y, t.Z.GetLength(0), frame.YScale.IsLog));
                PlotlyColors.Map(json, figure, frame, series, t.Z);
                break;
            case ContourTrace t:
                PlotlyColors.Contours(json, figure, frame, series, t);
                break;
            case SurfaceTrace t:
                json.Numbers("x", t.X);
                json.Numbers("y", t.Y);
                PlotlyColors.Map(json, figure, frame, series, t.Z, "c");
                break;
        }
    }

    public static void Points(Utf8JsonWriter json, string mode, double[] x, double[] y)
    {
        json.WriteString("mode", mode);
        json.Numbers("x", x);
        json.Numbers("y", y);
    }

    private static void LowerEdge(Utf8JsonWriter json, BandTrace band)
    {
        Points(json, "lines", band.X, band.Lower);
        json.WriteString("hoverinfo", "skip");
        json.Object("line", () => json.WriteNumber("width", 0));
    }

    private static void Line(Utf8JsonWriter json, string color, double width, bool dashed, bool stepped) =>
        json.Object(
            "line",
            () =>
            {
                json.WriteString("color", color);
                json.Number("width", width);
                if (dashed)
                    json.WriteString("dash", "dash");
                if (stepped)
                    json.WriteString("shape", "hv");
            }
        );

    private static string Translucent(string color) =>
        color is ['#', _, _, _, _, _, _] ? $"rgba({Hex(color, 1)},{Hex(color, 3)},{Hex(color, 5)},0.22)" : color;

    private static int Hex(string color, int at) => Convert.FromHexString(color.AsSpan(at, 2))[0];
}
