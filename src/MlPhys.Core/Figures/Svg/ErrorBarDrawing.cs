using MlPhys.Figures.Layout;
using MlPhys.Figures.Scales;

namespace MlPhys.Figures.Svg;

/// <summary>Draws error bars with caps.</summary>
internal static class ErrorBarDrawing
{
    private const double Cap = 3.5;

    public static void Draw(
        SvgCanvas canvas,
        PanelFrame frame,
        Series series,
        MarkerTrace trace,
        IReadOnlyList<int> points
    )
    {
        var path = new PathData();
        foreach (var i in points)
        {
            if (trace.YError is { } dy)
                Vertical(path, frame, frame.X(trace.X[i]), trace.Y[i], dy[i]);
            if (trace.XError is { } dx)
                Horizontal(path, frame, trace.X[i], frame.Y(trace.Y[i]), dx[i]);
        }
        canvas.Path(path.ToString(), Look.Stroke(series, 1.4));
    }

    /// <summary>A bar from y - error to y + error.</summary>
    public static void Vertical(PathData path, PanelFrame frame, double x, double y, double error)
    {
        var (low, high) = (End(frame.YScale, frame.Y, y - error), End(frame.YScale, frame.Y, y + error));
        if (double.IsFinite(low + high + x))
            path.Move(x - Cap, high)
                .Line(x + Cap, high)
                .Move(x, high)
                .Line(x, low)
                .Move(x - Cap, low)
                .Line(x + Cap, low);
    }

    private static void Horizontal(PathData path, PanelFrame frame, double x, double y, double error)
    {
        var (low, high) = (End(frame.XScale, frame.X, x - error), End(frame.XScale, frame.X, x + error));
        if (double.IsFinite(low + high + y))
            path.Move(low, y - Cap)
                .Line(low, y + Cap)
                .Move(low, y)
                .Line(high, y)
                .Move(high, y - Cap)
                .Line(high, y + Cap);
    }

    /// <summary>A logarithmic axis shows an end at or below zero at its own low end.</summary>
    private static double End(AxisScale scale, Func<double, double> toPixel, double value) =>
        scale.IsLog && value <= 0 ? scale.Start : toPixel(value);
}
