using MlPhys.Figures.Layout;

namespace MlPhys.Figures.Svg;

/// <summary>Draws bars and histograms.</summary>
internal static class BarDrawing
{
    private const int Many = 4000;

    public static void Draw(SvgCanvas canvas, PanelFrame frame, Series series)
    {
        var isHistogram = series.Trace is HistogramTrace;
        var (path, errors) = (new PathData(), new PathData());
        foreach (var bar in Distinct(frame, series.Bars))
        {
            var box = frame.BarBox(bar);
            if (box.Height > 0)
                path.Move(box.X, box.Y)
                    .Line(box.Right, box.Y)
                    .Line(box.Right, box.Bottom)
                    .Line(box.X, box.Bottom)
                    .Close();
            ErrorBarDrawing.Vertical(errors, frame, frame.X((bar.Left + bar.Right) / 2), bar.To, bar.Error);
        }
        canvas.Path(path.ToString(), Look.Fill(series, isHistogram ? 0.55 : 0.9));
        if (isHistogram && series.Bars.Count <= frame.Plot.Width / 4)
            canvas.Path(path.ToString(), Look.Stroke(series, 1));
        canvas.Path(errors.ToString(), $"class=\"mlp-axis\" fill=\"none\" stroke=\"{Theme.Ink}\" stroke-width=\"1.3\"");
    }

    /// <summary>Of very many bars, the tallest in each column of pixels.</summary>
    private static IEnumerable<Bar> Distinct(PanelFrame frame, IReadOnlyList<Bar> bars) =>
        bars.Count <= Many ? bars : bars.GroupBy(b => (int)frame.X(b.Left)).Select(g => g.MinBy(b => frame.Y(b.To)));
}
