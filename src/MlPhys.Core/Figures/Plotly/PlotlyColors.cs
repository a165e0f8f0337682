using System.Text.Json;
using MlPhys.Figures.Layout;
using MlPhys.Figures.Scales;
using MlPhys.Figures.Svg;

namespace MlPhys.Figures.Plotly;

/// <summary>Writes colour maps, contours and their colour bars; logarithmic colours as logarithms with the values at the ticks.</summary>
internal static class PlotlyColors
{
    public static void Map(
        Utf8JsonWriter json,
        Figure figure,
        PanelFrame frame,
        Series series,
        double[,] z,
        string prefix = "z"
    )
    {
        json.Rows("z", Values(z, series.Colors!));
        Scale(json, figure, frame, series.Colors!, prefix);
    }

    public static void Contours(Utf8JsonWriter json, Figure figure, PanelFrame frame, Series series, ContourTrace trace)
    {
        var colors = series.Colors!;
        json.Numbers("x", trace.X);
        json.Numbers("y", trace.Y);
        json.Rows("z", Values(trace.Z, colors));
        var overMap = frame.Plan.Series.Any(s => s.Trace is HeatMapTrace);
        if (!overMap)
            Scale(json, figure, frame, colors, "z");
        var levels = ContourDrawing.Levels(trace, colors).ConvertAll(v => Value(v, colors));
        var (low, high) = (levels.DefaultIfEmpty(0).Min(), levels.DefaultIfEmpty(1).Max());
        json.WriteBoolean("autocontour", false);
        json.Object(
            "contours",
            () =>
            {
                json.WriteString("coloring", overMap ? "none" : "lines");
                json.Number("start", low);
                json.Number("end", high);
                json.Number("size", levels.Count > 1 ? (high - low) / (levels.Count - 1) : 1);
            }
        );
        json.Object(
            "line",
            () =>
            {
                json.WriteNumber("width", 1.6);
                if (overMap)
                    json.WriteString("color", "#ffffff");
            }
        );
    }

    public static IEnumerable<double> Values(IEnumerable<double> values, ColorAxis colors) =>
        values.Select(v => Value(v, colors));

    /// <summary>Range, colours and bar; <paramref name="prefix"/> is z for maps and c for points and surfaces.</summary>
    public static void Scale(Utf8JsonWriter json, Figure figure, PanelFrame frame, ColorAxis colors, string prefix)
    {
        json.Number(prefix + "min", Value(colors.Low, colors));
        json.Number(prefix + "max", Value(colors.High, colors));
        json.WriteStartArray("colorscale");
        var stops = colors.Scale.Stops;
        for (var i = 0; i < stops.Length; i++)
        {
            json.WriteStartArray();
            json.WriteNumberValue(i / (stops.Length - 1.0));
            json.WriteStringValue(stops[i]);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        var bar = frame.ColorBars.FirstOrDefault(b => b.Axis == colors);
        json.WriteBoolean("showscale", bar is not null);
        if (bar is not null)
            json.Object("colorbar", () => Bar(json, figure, bar));
    }

    private static void Bar(Utf8JsonWriter json, Figure figure, ColorBar bar)
    {
        json.Number("x", bar.Box.X / figure.Width);
        json.WriteString("xanchor", "left");
        json.Number("y", 1 - bar.Box.Bottom / figure.Height);
        json.WriteString("yanchor", "bottom");
        json.Number("len", bar.Box.Height / figure.Height);
        json.WriteNumber("thickness", bar.Box.Width);
        json.WriteNumber("xpad", 0);
        json.WriteNumber("ypad", 0);
        json.WriteNumber("outlinewidth", 0.8);
        if (bar.Axis.Label.Length > 0)
            json.Object(
                "title",
                () =>
                {
                    json.WriteString("text", JsonWriting.Html(bar.Axis.Label));
                    json.WriteString("side", "right");
                }
            );
        json.WriteString("exponentformat", "power");
        if (!bar.Axis.IsLog)
            return;
        json.WriteString("tickmode", "array");
        json.Numbers("tickvals", bar.Ticks.Major.Select(v => Value(v, bar.Axis)));
        json.Texts("ticktext", bar.Ticks.Labels);
    }

    private static double Value(double value, ColorAxis colors) => colors.IsLog ? Math.Log10(value) : value;

    private static double[,] Values(double[,] z, ColorAxis colors)
    {
        if (!colors.IsLog)
            return z;
        var logs = new double[z.GetLength(0), z.GetLength(1)];
        for (var row = 0; row < z.GetLength(0); row++)
        for (var column = 0; column < z.GetLength(1); column++)
            logs[row, column] = Math.Log10(z[row, column]);
        return logs;
    }
}
