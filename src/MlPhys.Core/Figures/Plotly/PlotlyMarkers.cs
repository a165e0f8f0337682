using System.Text.Json;
using MlPhys.Figures.Layout;

namespace MlPhys.Figures.Plotly;

/// <summary>Writes points with error bars and colours.</summary>
internal static class PlotlyMarkers
{
    public static void Write(Utf8JsonWriter json, Figure figure, PanelFrame frame, Series series, MarkerTrace trace)
    {
        PlotlyTraces.Points(json, "markers", trace.X, trace.Y);
        Errors(json, "error_x", trace.XError);
        Errors(json, "error_y", trace.YError);
        json.Object(
            "marker",
            () =>
            {
                json.Number("size", trace.Size);
                json.WriteString("symbol", Symbol(series.Symbol));
                if (trace.ColorValues is null)
                    json.WriteString("color", series.Color);
                else
                {
                    json.Numbers("color", PlotlyColors.Values(trace.ColorValues, series.Colors!));
                    PlotlyColors.Scale(json, figure, frame, series.Colors!, "c");
                }
            }
        );
    }

    public static void Errors(Utf8JsonWriter json, string name, double[]? errors)
    {
        if (errors is null)
            return;
        json.Object(
            name,
            () =>
            {
                json.WriteString("type", "data");
                json.Numbers("array", errors);
                json.WriteBoolean("visible", true);
                json.WriteNumber("thickness", 1.4);
                json.WriteNumber("width", 3.5);
            }
        );
    }

    private static string Symbol(MarkerSymbol symbol) =>
        symbol switch
        {
            MarkerSymbol.Square => "square",
            MarkerSymbol.Diamond => "diamond",
            MarkerSymbol.Triangle => "triangle-up",
            MarkerSymbol.Cross => "x-thin-open",
            _ => "circle",
        };
}
