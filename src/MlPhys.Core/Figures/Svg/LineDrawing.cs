using MlPhys.Figures.Layout;

namespace MlPhys.Figures.Svg;

/// <summary>Draws lines and reference lines.</summary>
internal static class LineDrawing
{
    private const string Dash = "stroke-dasharray=\"7 4\"";

    public static void Draw(SvgCanvas canvas, PanelFrame frame, Series series, LineTrace trace)
    {
        var path = new PathData();
        var runs = Runs(frame, trace).Select(LineThinning.Thin).ToList();
        var (vertices, budget) = (runs.Sum(r => r.Count), canvas.VertexBudget);
        if (vertices > budget)
            canvas.Notes.Add($"line '{trace.Name}': {budget} of {vertices} vertices drawn");
        foreach (var run in runs)
            path.Polyline(vertices <= budget ? run : run[..(int)((long)run.Count * budget / vertices)]);
        canvas.Path(path.ToString(), Attributes(series, trace.Width, trace.IsDashed));
    }

    public static void Draw(SvgCanvas canvas, PanelFrame frame, Series series, ReferenceLineTrace trace)
    {
        var attributes = Attributes(series, 1.5, trace.IsDashed);
        if (trace.IsVertical && frame.X(trace.Value) is var x && double.IsFinite(x))
            canvas.Line(x, frame.Plot.Y, x, frame.Plot.Bottom, attributes);
        else if (!trace.IsVertical && frame.Y(trace.Value) is var y && double.IsFinite(y))
            canvas.Line(frame.Plot.X, y, frame.Plot.Right, y, attributes);
    }

    /// <summary>Stroke of a line.</summary>
    public static string Attributes(Series series, double width, bool dashed) =>
        Look.Stroke(series, width, (dashed ? Dash : "") + " stroke-linejoin=\"round\"");

    /// <summary>The stretches between gaps, in pixels.</summary>
    private static IEnumerable<List<(double X, double Y)>> Runs(PanelFrame frame, LineTrace trace)
    {
        var run = new List<(double X, double Y)>();
        for (var i = 0; i < trace.X.Length; i++)
        {
            var (x, y) = (frame.X(trace.X[i]), frame.Y(trace.Y[i]));
            if (double.IsFinite(x) && double.IsFinite(y))
            {
                if (trace.IsStepped && run.Count > 0)
                    run.Add((x, run[^1].Y));
                run.Add((x, y));
            }
            else if (run.Count > 0)
            {
                yield return run;
                run = [];
            }
        }
        if (run.Count > 0)
            yield return run;
    }
}
