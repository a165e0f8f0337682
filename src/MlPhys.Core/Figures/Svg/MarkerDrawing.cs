using MlPhys.Figures.Layout;

namespace MlPhys.Figures.Svg;

/// <summary>Draws points with their error bars.</summary>
internal static class MarkerDrawing
{
    private const int ColorSteps = 64;

    public static void Draw(SvgCanvas canvas, PanelFrame frame, Series series, MarkerTrace trace)
    {
        var points = Visible(canvas, frame, trace);
        ErrorBarDrawing.Draw(canvas, frame, series, trace, points);
        if (series.Colors is not { } colors || trace.ColorValues is not { } values)
            Shapes(canvas, series, trace, points);
        else
            foreach (var group in points.GroupBy(i => Step(colors.Position(values[i]))).OrderBy(g => g.Key))
                Shapes(canvas, series with { Hue = -1, Color = Color(colors, group.Key) }, trace, [.. group]);

        void Shapes(SvgCanvas target, Series look, MarkerTrace of, IReadOnlyList<int> indices)
        {
            var path = new PathData();
            foreach (var i in indices)
                Shape(path, series.Symbol, frame.X(of.X[i]), frame.Y(of.Y[i]), of.Size / 2);
            target.Path(path.ToString(), Attributes(look, of.Size));
        }
    }

    /// <summary>One shape around a point; a disc is the round cap of a line without length.</summary>
    public static void Shape(PathData path, MarkerSymbol symbol, double x, double y, double half)
    {
        var (s, d, t) = (half * 0.88, half * 1.2, half * 1.15);
        _ = symbol switch
        {
            MarkerSymbol.Square => path.Move(x - s, y - s)
                .Line(x + s, y - s)
                .Line(x + s, y + s)
                .Line(x - s, y + s)
                .Close(),
            MarkerSymbol.Diamond => path.Move(x, y - d).Line(x + d, y).Line(x, y + d).Line(x - d, y).Close(),
            MarkerSymbol.Triangle => path.Move(x, y - t).Line(x + t, y + 0.75 * t).Line(x - t, y + 0.75 * t).Close(),
            MarkerSymbol.Cross => path.Move(x - s, y - s).Line(x + s, y + s).Move(x - s, y + s).Line(x + s, y - s),
            _ => path.Move(x, y).Command("h.01"),
        };
    }

    /// <summary>Fill or stroke of the shapes of a series.</summary>
    public static string Attributes(Series series, double size) =>
        series.Symbol switch
        {
            MarkerSymbol.Circle => Look.Stroke(series, size, "stroke-linecap=\"round\""),
            MarkerSymbol.Cross => Look.Stroke(series, Math.Max(1.5, size / 4), "stroke-linecap=\"round\""),
            _ => Look.Fill(series, 1),
        };

    /// <summary>Points in the plot area; of many, one a pixel, and no more than the budget.</summary>
    private static List<int> Visible(SvgCanvas canvas, PanelFrame frame, MarkerTrace trace)
    {
        var hasErrors = trace.XError is not null || trace.YError is not null;
        var perPoint =
            hasErrors ? 8
            : trace.Size > 0 ? 2
            : 1;
        var all = Enumerable.Range(0, trace.X.Length).Where(i => IsInside(frame, trace, i)).ToList();
        var budget = canvas.VertexBudget / perPoint;
        if (all.Count <= Math.Min(budget, 3000))
            return all;
        var seen = new HashSet<(int, int)>();
        var distinct = all.Where(i => seen.Add(((int)frame.X(trace.X[i]), (int)frame.Y(trace.Y[i])))).ToList();
        var stride = (distinct.Count + budget - 1) / budget;
        var drawn = distinct.Where((_, k) => k % stride == 0).ToList();
        if (drawn.Count < all.Count)
            canvas.Notes.Add($"points '{trace.Name}': {drawn.Count} of {all.Count} drawn, at most one a pixel");
        return drawn;
    }

    private static bool IsInside(PanelFrame frame, MarkerTrace trace, int i)
    {
        var (x, y, plot) = (frame.X(trace.X[i]), frame.Y(trace.Y[i]), frame.Plot);
        return x >= plot.X - trace.Size && x <= plot.Right + trace.Size && y >= plot.Y - 1e4 && y <= plot.Bottom + 1e4;
    }

    private static int Step(double position) =>
        double.IsNaN(position) ? -1 : (int)Math.Round(position * (ColorSteps - 1));

    private static string Color(Scales.ColorAxis colors, int step) =>
        step < 0 ? "#7f7f7f" : colors.Scale.At(step / (ColorSteps - 1.0));
}
