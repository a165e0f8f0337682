using System.Globalization;
using MlPhys.Figures.Labels;
using MlPhys.Figures.Layout;
using MlPhys.Figures.Scales;

namespace MlPhys.Figures.Svg;

/// <summary>Draws colour bars with their ticks.</summary>
internal static class ColorBarDrawing
{
    private const int Stops = 24;

    public static void Draw(SvgCanvas canvas, PanelFrame frame, int panel)
    {
        for (var i = 0; i < frame.ColorBars.Length; i++)
            Draw(canvas, frame.ColorBars[i], $"{SvgCanvas.Id}g{panel}-{i}");
    }

    private static void Draw(SvgCanvas canvas, ColorBar bar, string id)
    {
        canvas.Raw($"<linearGradient id=\"{id}\" x1=\"0\" y1=\"1\" x2=\"0\" y2=\"0\">");
        for (var i = 0; i <= Stops; i++)
            canvas.Raw(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"<stop offset=\"{i / (double)Stops:0.###}\" stop-color=\"{bar.Axis.Scale.At(i / (double)Stops)}\"/>"
                )
            );
        canvas.Raw("</linearGradient>");
        canvas.Rect(bar.Box, $"fill=\"url(#{id})\" class=\"mlp-axis\" stroke=\"{Theme.Ink}\" stroke-width=\"0.8\"");
        var scale = new AxisScale(bar.Axis.Low, bar.Axis.High, bar.Axis.IsLog, bar.Box.Bottom, bar.Box.Y);
        for (var i = 0; i < bar.Ticks.Major.Length; i++)
            Tick(canvas, bar, scale.ToPixel(bar.Ticks.Major[i]), bar.Ticks.Labels[i]);
        if (bar.Ticks.Multiplier.Length > 0)
            canvas.Text(bar.Ticks.Multiplier, bar.Box.X, bar.Box.Y - 6, TextSize.Tick);
        if (bar.Axis.Label.Length == 0)
            return;
        var x = bar.Extent.Right - 2;
        canvas.Text(
            FontMetrics.Fit(bar.Axis.Label, TextSize.AxisLabel, bar.Box.Height + 40),
            x,
            bar.Box.CenterY,
            TextSize.AxisLabel,
            "middle",
            AxisDrawing.Rotation(-90, x, bar.Box.CenterY)
        );
    }

    private static void Tick(SvgCanvas canvas, ColorBar bar, double y, string label)
    {
        canvas.Line(
            bar.Box.Right,
            y,
            bar.Box.Right + 4,
            y,
            $"class=\"mlp-axis\" stroke=\"{Theme.Ink}\" stroke-width=\"0.8\""
        );
        canvas.Text(label, bar.Box.Right + 7, y + 0.35 * TextSize.Tick, TextSize.Tick);
    }
}
