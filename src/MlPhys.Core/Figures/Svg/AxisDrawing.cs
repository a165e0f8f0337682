using MlPhys.Figures.Labels;
using MlPhys.Figures.Layout;
using MlPhys.Figures.Scales;

namespace MlPhys.Figures.Svg;

/// <summary>Draws grid, axes, ticks and their labels.</summary>
internal static class AxisDrawing
{
    private const double MinorLength = 3;
    private static readonly string Stroke =
        $"class=\"mlp-axis\" fill=\"none\" stroke=\"{Theme.Ink}\" stroke-width=\"1\"";
    private static readonly string GridStroke =
        $"class=\"mlp-grid\" fill=\"none\" stroke=\"{Theme.Grid}\" stroke-width=\"1\"";

    public static void Grid(SvgCanvas canvas, PanelFrame frame)
    {
        var (path, plot) = (new PathData(), frame.Plot);
        if (frame.Plan.Categories.IsEmpty)
            foreach (var x in frame.XTicks.Major.Select(frame.X))
                path.Move(x, plot.Y).Line(x, plot.Bottom);
        foreach (var y in frame.YTicks.Major.Select(frame.Y))
            path.Move(plot.X, y).Line(plot.Right, y);
        canvas.Path(path.ToString(), GridStroke);
    }

    public static void Axes(SvgCanvas canvas, PanelFrame frame)
    {
        var (path, plot) = (new PathData(), frame.Plot);
        path.Move(plot.X, plot.Y).Line(plot.X, plot.Bottom).Line(plot.Right, plot.Bottom);
        if (frame.Plan.Series.Any(s => s.Trace is HeatMapTrace))
            path.Line(plot.Right, plot.Y).Close();
        Ticks(frame.XTicks.Minor.Select(frame.X), MinorLength);
        Ticks(frame.Plan.Categories.IsEmpty ? frame.XTicks.Major.Select(frame.X) : [], TextSize.TickLength);
        foreach (
            var (ticks, length) in new[]
            {
                (frame.YTicks.Minor, MinorLength),
                (frame.YTicks.Major, TextSize.TickLength),
            }
        )
        foreach (var y in ticks.Select(frame.Y))
            path.Move(plot.X - length, y).Line(plot.X, y);
        canvas.Path(path.ToString(), Stroke);
        HorizontalLabels(canvas, frame);
        VerticalLabels(canvas, frame);

        void Ticks(IEnumerable<double> at, double length)
        {
            foreach (var x in at)
                path.Move(x, plot.Bottom).Line(x, plot.Bottom + length);
        }
    }

    private static void HorizontalLabels(SvgCanvas canvas, PanelFrame frame)
    {
        var (plot, ticks) = (frame.Plot, frame.XTicks);
        var y = plot.Bottom + TextSize.TickLength + TextSize.Tick + 2;
        var isTilted = frame.HasTiltedCategories;
        var every = isTilted ? Math.Max(1, (int)Math.Ceiling(ticks.Major.Length * 15 / plot.Width)) : 1;
        for (var i = 0; i < ticks.Major.Length; i += every)
        {
            var x = frame.X(ticks.Major[i]);
            if (isTilted)
                canvas.Text(ticks.Labels[i], x + 4, y - 4, TextSize.Tick, "end", Rotation(-40, x + 4, y - 4));
            else
                canvas.Text(ticks.Labels[i], x, y, TextSize.Tick, "middle");
        }
        var label = WithMultiplier(frame.Plan.Panel.XAxis.Label, ticks);
        if (label.Length > 0)
            canvas.Text(
                FontMetrics.Fit(label, TextSize.AxisLabel, frame.CentredRoom),
                plot.CenterX,
                LabelLine(frame),
                TextSize.AxisLabel,
                "middle"
            );
    }

    /// <summary>The base line of the horizontal label: under tilted categories it keeps to the cell's foot.</summary>
    private static double LabelLine(PanelFrame frame) =>
        frame.HasTiltedCategories
            ? frame.Cell.Bottom - 6
            : frame.Plot.Bottom + TextSize.TickLength + TextSize.Tick + TextSize.AxisLabel + 11;

    private static void VerticalLabels(SvgCanvas canvas, PanelFrame frame)
    {
        var (plot, ticks) = (frame.Plot, frame.YTicks);
        var right = plot.X - TextSize.TickLength - 4;
        for (var i = 0; i < ticks.Major.Length; i++)
            canvas.Text(ticks.Labels[i], right, frame.Y(ticks.Major[i]) + 0.35 * TextSize.Tick, TextSize.Tick, "end");
        if (ticks.Multiplier.Length > 0)
            canvas.Text(ticks.Multiplier, plot.X, plot.Y - 6, TextSize.Tick);
        var label = frame.Plan.Panel.YAxis.Label;
        var widest = ticks.Labels.Select(l => FontMetrics.Width(l, TextSize.Tick)).DefaultIfEmpty(0).Max();
        var x = right - widest - 10;
        if (label.Length > 0)
            canvas.Text(
                FontMetrics.Fit(label, TextSize.AxisLabel, frame.Cell.Height),
                x,
                plot.CenterY,
                TextSize.AxisLabel,
                "middle",
                Rotation(-90, x, plot.CenterY)
            );
    }

    /// <summary>A rotation about a place, as attribute.</summary>
    public static string Rotation(int degrees, double x, double y) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"transform=\"rotate({degrees} {x:0.##} {y:0.##})\""
        );

    private static string WithMultiplier(string label, TickSet ticks) =>
        ticks.Multiplier.Length == 0 ? label
        : label.Length == 0 ? ticks.Multiplier
        : $"{label}   ({ticks.Multiplier})";
}
