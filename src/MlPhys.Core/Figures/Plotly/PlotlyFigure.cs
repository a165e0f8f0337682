using System.Text;
using System.Text.Json;
using MlPhys.Figures.Layout;

namespace MlPhys.Figures.Plotly;

/// <summary>Writes a figure as the JSON that plotly.js 2.27 to 4 accepts, with its parts where the SVG has them.</summary>
internal static class PlotlyFigure
{
    public static string Write(Figure whole)
    {
        var (figure, thinning) = PlotlyThinning.Of(whole);
        var layout = FigureLayout.Of(figure);
        string[] notes = [.. new[] { layout.Note, thinning }.Where(n => n.Length > 0)];
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartArray("data");
            for (var i = 0; i < layout.Frames.Length; i++)
                PlotlyTraces.Write(json, figure, layout.Frames[i], i);
            json.WriteEndArray();
            json.Object("layout", () => PlotlyLayout.Write(json, figure, layout, string.Join("; ", notes)));
            json.Object(
                "config",
                () =>
                {
                    json.WriteBoolean("responsive", false);
                    json.WriteBoolean("displaylogo", false);
                }
            );
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Name of the space of a surface: scene, scene2, ...</summary>
    public static string SceneName(int panel) => panel == 0 ? "scene" : $"scene{panel + 1}";

    /// <summary>Name of an axis as a trace refers to it: x, x2, ...</summary>
    public static string AxisName(char letter, int panel) => panel == 0 ? $"{letter}" : $"{letter}{panel + 1}";
}
