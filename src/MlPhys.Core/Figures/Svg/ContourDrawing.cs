using MlPhys.Figures.Layout;
using MlPhys.Figures.Scales;

namespace MlPhys.Figures.Svg;

/// <summary>Draws level lines; white over a heat map, which already tells the values.</summary>
internal static class ContourDrawing
{
    private const int MostNodes = 250_000;

    public static void Draw(SvgCanvas canvas, PanelFrame frame, Series series, ContourTrace trace)
    {
        var colors = series.Colors!;
        var overMap = frame.Plan.Series.Any(s => s.Trace is HeatMapTrace);
        var levels = Levels(trace, colors);
        var lines = Lines(canvas, trace, levels);
        for (var i = 0; i < lines.Count; i++)
        {
            var path = new PathData();
            foreach (var line in lines[i])
                path.Polyline([
                    .. line.Select(p => (frame.X(p.X), frame.Y(p.Y))).Where(p => double.IsFinite(p.Item1 + p.Item2)),
                ]);
            var look = series with { Hue = -1, Color = overMap ? "#ffffff" : colors.Color(levels[i]) };
            canvas.Path(path.ToString(), Look.Stroke(look, 1.6, "stroke-linejoin=\"round\""));
        }
    }

    /// <summary>The lines of all levels on the finest grid that keeps to the budget.</summary>
    private static List<List<List<(double X, double Y)>>> Lines(
        SvgCanvas canvas,
        ContourTrace trace,
        List<double> levels
    )
    {
        for (var stride = 1 + trace.Z.Length / MostNodes; ; stride *= 2)
        {
            var (x, y, z) = stride == 1 ? (trace.X, trace.Y, trace.Z) : Coarse(trace, stride);
            var lines = levels.ConvertAll(level => MarchingSquares.Lines(x, y, z, level));
            if (lines.Sum(l => l.Sum(p => p.Count)) > canvas.VertexBudget)
                continue;
            if (stride > 1)
                canvas.Notes.Add($"contours '{trace.Name}' drawn on one grid line of {stride}");
            return lines;
        }
    }

    /// <summary>The levels of a trace: its own, or round ones.</summary>
    public static List<double> Levels(ContourTrace trace, ColorAxis colors) =>
        trace.Levels.Length > 0
            ? [.. trace.Levels.Where(double.IsFinite)]
            : [.. TickSet.For(colors.Low, colors.High, colors.IsLog, 9).Major];

    private static (double[] X, double[] Y, double[,] Z) Coarse(ContourTrace trace, int stride)
    {
        double[] x = [.. trace.X.Where((_, i) => i % stride == 0)];
        double[] y = [.. trace.Y.Where((_, i) => i % stride == 0)];
        var z = new double[y.Length, x.Length];
        for (var row = 0; row < y.Length; row++)
        for (var column = 0; column < x.Length; column++)
            z[row, column] = trace.Z[row * stride, column * stride];
        return (x, y, z);
    }
}
