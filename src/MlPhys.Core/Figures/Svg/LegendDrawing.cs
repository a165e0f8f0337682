using MlPhys.Figures.Layout;

namespace MlPhys.Figures.Svg;

/// <summary>Draws the legend of a panel.</summary>
internal static class LegendDrawing
{
    public static void Draw(SvgCanvas canvas, PanelFrame frame)
    {
        if (frame.Legend is not { } legend)
            return;
        canvas.Rect(legend.Box, $"class=\"mlp-bg\" fill=\"{Theme.Background}\" fill-opacity=\"0.85\" rx=\"3\"");
        var left = legend.Box.X + LegendLayout.Padding;
        for (var i = 0; i < legend.Entries.Length; i++)
        {
            var y = Line(legend, i);
            Glyph(canvas, legend.Entries[i], left, y);
            Name(canvas, LegendLayout.Name(legend.Entries[i], frame.Cell.Width), left, y);
        }
        if (legend.Hidden > 0)
            Name(canvas, $"… {legend.Hidden} more", left, Line(legend, legend.Entries.Length));
    }

    private static double Line(LegendBox legend, int row) =>
        legend.Box.Y + LegendLayout.Padding + (row + 0.5) * LegendLayout.RowHeight;

    private static void Name(SvgCanvas canvas, string name, double left, double y) =>
        canvas.Text(name, left + LegendLayout.GlyphWidth + 6, y + 0.35 * TextSize.Legend, TextSize.Legend);

    private static void Glyph(SvgCanvas canvas, Series series, double left, double y)
    {
        var (right, middle) = (left + LegendLayout.GlyphWidth, left + LegendLayout.GlyphWidth / 2);
        switch (series.Trace)
        {
            case LineTrace t:
                canvas.Line(left, y, right, y, LineDrawing.Attributes(series, t.Width, t.IsDashed));
                break;
            case ReferenceLineTrace t:
                canvas.Line(left, y, right, y, LineDrawing.Attributes(series, 1.5, t.IsDashed));
                break;
            case MarkerTrace t:
                var path = new PathData();
                var size = Math.Clamp(t.Size, 4, 12);
                MarkerDrawing.Shape(path, series.Symbol, middle, y, size / 2);
                if (t.YError is not null)
                    canvas.Line(middle, y - 8, middle, y + 8, Look.Stroke(series, 1.4));
                canvas.Path(path.ToString(), MarkerDrawing.Attributes(series, size));
                break;
            case BandTrace:
                canvas.Rect(new Box(left, y - 6, right - left, 12), Look.Fill(series, BandDrawing.Opacity));
                break;
            default:
                canvas.Rect(
                    new Box(middle - 7, y - 6, 14, 12),
                    Look.Fill(series, series.Trace is HistogramTrace ? 0.55 : 0.9)
                );
                break;
        }
    }
}
