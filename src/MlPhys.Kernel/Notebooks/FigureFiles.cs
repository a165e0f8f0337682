using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using MlPhys.Display;
using MlPhys.Kernel.Gallery;

namespace MlPhys.Kernel.Notebooks;

/// <summary>The figures of a notebook as files in a folder of their own, with a card that lists them.</summary>
internal static class FigureFiles
{
    /// <summary>Writes figure-N.svg, figure-N.json where there is a Plotly form, and the card; removes older figures.</summary>
    public static NotebookCard Write(ExecutedNotebook notebook, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var old in Directory.EnumerateFiles(folder, "figure-*"))
            File.Delete(old);
        var card = new NotebookCard(
            Prose.Title(notebook),
            Prose.Summary(notebook),
            [.. notebook.Figures.Select((content, at) => WriteFigure(content, at + 1, folder))]
        );
        card.Save(folder);
        return card;
    }

    private static FigureEntry WriteFigure(DisplayBundle content, int number, string folder)
    {
        var name = "figure-" + number.ToString(CultureInfo.InvariantCulture);
        var svg = content.Content[MimeType.Svg];
        var plotly = content.Content.GetValueOrDefault(MimeType.Plotly);
        WholeFile.Write(Path.Combine(folder, name + ".svg"), svg);
        if (plotly is not null)
            WholeFile.Write(Path.Combine(folder, name + ".json"), plotly);
        return new FigureEntry(name, Caption(plotly, number), InlineSvg.FrameOf(svg), plotly is not null);
    }

    private static string Caption(string? plotly, int number) =>
        (plotly is null ? null : JsonNode.Parse(plotly))?["layout"]?["title"]?["text"] is JsonValue title
        && title.GetValueKind() == JsonValueKind.String
        && title.GetValue<string>() is { Length: > 0 } text
            ? text
            : "Figure " + number.ToString(CultureInfo.InvariantCulture);
}
