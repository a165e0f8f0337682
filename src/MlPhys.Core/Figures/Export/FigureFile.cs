using MlPhys.Files;

namespace MlPhys.Figures.Export;

/// <summary>Writes a figure to a file in the form that the ending tells.</summary>
internal static class FigureFile
{
    public static void Write(Figure figure, string path)
    {
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".svg":
                DurableFile.Write(path, figure.ToSvg() + "\n");
                break;
            case ".html":
                DurableFile.Write(path, HtmlPage.Of(figure));
                break;
            case ".json":
                DurableFile.Write(path, figure.ToJson() + "\n");
                break;
            case ".png":
                DurableFile.Write(path, Chromium.Draw(figure));
                break;
            case var other:
                throw new ArgumentException(
                    $"a figure is saved as .svg, .html, .json or .png, not as '{other}'",
                    nameof(path)
                );
        }
    }
}
