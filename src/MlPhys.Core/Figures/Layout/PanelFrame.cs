using System.Collections.Immutable;
using MlPhys.Figures.Labels;
using MlPhys.Figures.Scales;

namespace MlPhys.Figures.Layout;

/// <summary>A panel in its place: plot area, scales, ticks, legend and colour bars.</summary>
internal sealed record PanelFrame(PanelPlan Plan, Box Cell, Box Plot, AxisScale XScale, AxisScale YScale)
{
    public TickSet XTicks { get; init; } = new([], [], []);

    public TickSet YTicks { get; init; } = new([], [], []);

    public bool HasTiltedCategories { get; init; }

    public LegendBox? Legend { get; init; }

    public ImmutableArray<ColorBar> ColorBars { get; init; } = [];

    /// <summary>Widest text that fits the cell when centred on the plot area.</summary>
    public double CentredRoom => 2 * Math.Min(Plot.CenterX - Cell.X, Cell.Right - Plot.CenterX);

    /// <summary>Horizontal pixel of a value; NaN where the axis cannot show it.</summary>
    public double X(double value) => XScale.Takes(value) ? Held(XScale.ToPixel(value)) : double.NaN;

    /// <summary>Vertical pixel of a value; NaN where the axis cannot show it.</summary>
    public double Y(double value) => YScale.Takes(value) ? Held(YScale.ToPixel(value)) : double.NaN;

    /// <summary>The pixels of a bar; of no size where it has none.</summary>
    public Box BarBox(Bar bar)
    {
        var (left, right, to) = (X(bar.Left), X(bar.Right), Y(bar.To));
        var from = YScale.Takes(bar.From) ? Y(bar.From) : YScale.Start;
        return double.IsFinite(left + right + to)
            ? new Box(Math.Min(left, right), Math.Min(from, to), Math.Abs(right - left), Math.Abs(to - from))
            : default;
    }

    /// <summary>The box of an annotation's text: over its place, moved into the plot area.</summary>
    public Box AnnotationBox(Annotation note)
    {
        var width = Math.Min(FontMetrics.Width(note.Text, TextSize.Legend), Math.Max(4, Plot.Width - 4));
        const double height = 18;
        var (x, y) = (X(note.X), Y(note.Y));
        return double.IsFinite(x + y)
            ? new Box(
                Math.Max(Plot.X + 2, Math.Min(x - width / 2, Plot.Right - width - 2)),
                Math.Max(Plot.Y + 2, Math.Min(y - height - 3, Plot.Bottom - height - 2)),
                width,
                height
            )
            : default;
    }

    /// <summary>Renderers keep pixels as 32-bit floats; what lies this far outside is never seen.</summary>
    private static double Held(double pixel) => Math.Clamp(pixel, -1e6, 1e6);
}

/// <summary>A legend in its place.</summary>
internal sealed record LegendBox(Box Box, ImmutableArray<Series> Entries, int Hidden);

/// <summary>A colour bar in its place; <paramref name="Extent"/> with its labels.</summary>
internal sealed record ColorBar(Box Box, Box Extent, ColorAxis Axis, TickSet Ticks);
