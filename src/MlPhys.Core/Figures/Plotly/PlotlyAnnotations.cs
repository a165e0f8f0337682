using System.Text.Json;
using MlPhys.Figures.Layout;

namespace MlPhys.Figures.Plotly;

/// <summary>Writes the texts inside panels, and panel titles, as annotations.</summary>
internal static class PlotlyAnnotations
{
    public static void Write(Utf8JsonWriter json, Figure figure, PanelFrame frame, int panel)
    {
        var (title, plot) = (frame.Plan.Panel.Title, frame.Plot);
        if (title.Length > 0)
            Text(
                json,
                title,
                TextSize.PanelTitle,
                ("paper", plot.CenterX / figure.Width),
                ("paper", 1 - (plot.Y - 4) / figure.Height)
            );
        var (x, y) = (PlotlyFigure.AxisName('x', panel), PlotlyFigure.AxisName('y', panel));
        foreach (var note in frame.Plan.Panel.Annotations.Where(n => double.IsFinite(frame.X(n.X) + frame.Y(n.Y))))
            Text(
                json,
                note.Text,
                TextSize.Legend,
                (x, frame.XScale.IsLog ? Math.Log10(note.X) : note.X),
                (y, frame.YScale.IsLog ? Math.Log10(note.Y) : note.Y)
            );
    }

    /// <summary>What the reader must know of the whole figure, below its panels.</summary>
    public static void Note(Utf8JsonWriter json, Figure figure, string note) =>
        Text(json, note, TextSize.Note, ("paper", 10.0 / figure.Width), ("paper", 4.0 / figure.Height), "left");

    private static void Text(
        Utf8JsonWriter json,
        string text,
        double size,
        (string Reference, double At) x,
        (string Reference, double At) y,
        string anchor = "center"
    )
    {
        json.WriteStartObject();
        json.WriteString("text", JsonWriting.Html(text));
        json.WriteBoolean("showarrow", false);
        json.WriteString("xref", x.Reference);
        json.Number("x", x.At);
        json.WriteString("yref", y.Reference);
        json.Number("y", y.At);
        json.WriteString("xanchor", anchor);
        json.WriteString("yanchor", "bottom");
        json.Object("font", () => json.WriteNumber("size", size));
        json.WriteEndObject();
    }
}
