using MlPhys.Figures.Layout;
using MlPhys.Figures.Scales;

namespace MlPhys.Figures.Svg;

/// <summary>Draws level lines; white over a heat map, which already tells the values.</summary>
internal static class ContourDrawing
{
    public static void Draw(SvgCanvas canvas, PanelFrame frame, Series series, ContourTrace trace)
    {
        var colors = series.Colors!;
        var overMap = frame.Plan.Series.Any(s => s.Trace is HeatMapTrace);
        var levels = Levels(trace, colors);
        var lines = levels.ConvertAll(level => MarchingSquares.Lines(trace.X, trace.Y, trace.Z, level));
        for (var stride = 2; lines.Sum(l => l.Sum(p => p.Count)) > canvas.VertexBudget; stride *= 2)
        {
            var (x, y, z) = Coarse(trace, stride);
            lines = levels.ConvertAll(level => MarchingSquares.Lines(x, y, z, level));
            canvas.Notes.Add($"contours '{trace.Name}' drawn on every {stride}th grid line");
        }
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
