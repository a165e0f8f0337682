using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MlPhys.Display;
using MlPhys.Figures.Labels;
using MlPhys.Figures.Layout;

namespace MlPhys.Figures.Svg;

/// <summary>Writes a figure as one SVG element.</summary>
internal static class SvgFigure
{
    /// <summary>Vertices that a figure may hold in all: some 14 bytes each, well below 2 MB.</summary>
    private const int MostVertices = 100_000;

    public static string Write(Figure figure)
    {
        var layout = FigureLayout.Of(figure);
        var traces = Math.Max(1, figure.Panels.Sum(p => p.Traces.Length));
        var canvas = new SvgCanvas(Math.Max(64, MostVertices / traces));
        canvas.Rect(new Box(0, 0, figure.Width, figure.Height), $"class=\"mlp-bg\" fill=\"{Theme.Background}\"");
        if (figure.Title.Length > 0)
            canvas.Text(
                FontMetrics.Fit(figure.Title, TextSize.Title * 1.08, figure.Width - 20),
                figure.Width / 2.0,
                TextSize.Title + 11,
                TextSize.Title,
                "middle",
                "font-weight=\"600\""
            );
        for (var i = 0; i < layout.Frames.Length; i++)
            PanelDrawing.Draw(canvas, layout.Frames[i], i);
        if (layout.Note.Length > 0)
            canvas.Text(
                layout.Note,
                10,
                figure.Height - 8,
                TextSize.Note,
                "start",
                $"class=\"mlp-muted\" fill=\"{Theme.Muted}\""
            );
        return Wrapped(figure, layout, canvas);
    }

    private static string Wrapped(Figure figure, FigureLayout layout, SvgCanvas canvas)
    {
        var body = canvas.ToString();
        var id = "mlp" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body)))[..10];
        string[] notes = [.. layout.Note.Length > 0 ? [layout.Note] : Array.Empty<string>(), .. canvas.Notes];
        var title = Markup.Encode(RichText.Plain(figure.Title.Length > 0 ? figure.Title : "Figure"));
        var size = string.Create(
            CultureInfo.InvariantCulture,
            $"width=\"{figure.Width}\" height=\"{figure.Height}\" viewBox=\"0 0 {figure.Width} {figure.Height}\""
        );
        return $"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"mlphys-figure\" role=\"img\" aria-label=\"{title}\" {size} "
            + $"font-family=\"{FontMetrics.Family}\" style=\"max-width:100%;height:auto\"><title>{title}</title>"
            + $"<desc>{Markup.Encode(string.Join("; ", [Summary.Of(figure), .. notes]))}</desc>"
            + Theme.Style
            + body.Replace(SvgCanvas.Id, id, StringComparison.Ordinal)
            + "</svg>";
    }
}
