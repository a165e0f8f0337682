using System.Text.Json;
using MlPhys.Figures.Layout;

namespace MlPhys.Figures.Plotly;

/// <summary>Writes bars at their places: the number of the category on a linear axis, so that no category is taken for a number or date.</summary>
internal static class PlotlyBars
{
    public static void Write(Utf8JsonWriter json, Series series)
    {
        var bars = series.Bars;
        json.Numbers("x", bars.Select(b => b.Left));
        json.Numbers("y", bars.Select(b => b.To - b.From));
        json.Numbers("base", bars.Select(b => b.From));
        json.Numbers("width", bars.Select(b => b.Right - b.Left));
        json.WriteNumber("offset", 0);
        if (series.Trace is BarTrace { Errors: { } errors })
            PlotlyMarkers.Errors(json, "error_y", errors);
        json.Object(
            "marker",
            () =>
            {
                json.WriteString("color", series.Color);
                json.WriteNumber("opacity", series.Trace is HistogramTrace ? 0.55 : 0.9);
            }
        );
    }
}
