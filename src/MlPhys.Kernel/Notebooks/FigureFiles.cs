using System.Globalization;
using System.Xml.Linq;
using MlPhys.Display;
using MlPhys.Files;
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
        DurableFile.Write(Path.Combine(folder, name + ".svg"), svg);
        if (plotly is not null)
            DurableFile.Write(Path.Combine(folder, name + ".json"), plotly);
        return new FigureEntry(name, Caption(svg, number), InlineSvg.FrameOf(svg), plotly is not null);
    }

    private static string Caption(string svg, int number) =>
        XElement.Parse(svg).Element(XName.Get("title", "http://www.w3.org/2000/svg"))?.Value is { Length: > 0 } title
            ? title
            : "Figure " + number.ToString(CultureInfo.InvariantCulture);
}
