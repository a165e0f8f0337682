using System.Collections.Immutable;
using MlPhys.Figures.Labels;
using MlPhys.Figures.Scales;

namespace MlPhys.Figures.Layout;

/// <summary>Measures the labels of one panel, then places its parts.</summary>
internal sealed class FrameBuilder
{
    private const double BarWidth = 14;
    private const double WidestCategory = 170;
    private readonly PanelPlan _plan;
    private readonly Box _cell;
    private readonly bool _legendBeside;
    private readonly ImmutableArray<Series> _entries;
    private readonly ImmutableArray<(ColorAxis Axis, TickSet Ticks)> _bars;
    private readonly TickSet _yTicks;
    private readonly bool _tilted;

    public FrameBuilder(PanelPlan plan, Box cell, bool legendBeside)
    {
        (_plan, _cell) = (plan, cell);
        _entries = LegendLayout.Entries(plan);
        _legendBeside = _entries.Length > 0 && (legendBeside || plan.Panel.Legend == LegendPlace.Outside);
        var desired = Desired(0.75 * cell.Height, 44);
        _yTicks = TickSet.For(plan.YRange.Low, plan.YRange.High, plan.Panel.YAxis.IsLog, desired);
        _bars = [.. MappedColors(plan).Select(c => (c, TickSet.For(c.Low, c.High, c.IsLog, desired)))];
        _tilted =
            plan.Categories.Length > 0
            && plan.Categories.Max(c => FontMetrics.Width(CategoryLabel(c), TextSize.Tick))
                > 0.75 * cell.Width / plan.Categories.Length - 4;
    }

    public Margins Margins =>
        new(
            WidestLabel(_yTicks)
                + TextSize.TickLength
                + 4
                + (_plan.Panel.YAxis.Label.Length > 0 ? TextSize.AxisLabel + 10 : 0)
                + 6,
            6
                + (_plan.Panel.Title.Length > 0 ? TextSize.PanelTitle + 8 : 0)
                + (_yTicks.Multiplier.Length > 0 || _bars.Any(b => b.Ticks.Multiplier.Length > 0) ? 16 : 4),
            LastLabelOverhang()
                + _bars.Sum(BarExtent)
                + (_legendBeside ? LegendLayout.Width(_entries, _cell.Width) + 8 : 0),
            TextSize.TickLength
                + 4
                + (_tilted ? TiltedHeight() : TextSize.Tick + 4)
                + (HasXLabel() ? TextSize.AxisLabel + 10 : 0)
                + 4
        );

    public PanelFrame Build(Margins margins)
    {
        var plot = Squared(_cell.Inset(margins.Left, margins.Top, margins.Right, margins.Bottom));
        var x = Scale(_plan.Panel.XAxis, _plan.XRange, plot.X, plot.Right);
        var y = Scale(_plan.Panel.YAxis, _plan.YRange, plot.Bottom, plot.Y);
        var frame = new PanelFrame(_plan, _cell, plot, x, y)
        {
            XTicks = _plan.Categories.Length > 0 ? CategoryTicks() : FittingTicks(x),
            YTicks = _yTicks,
            HasTiltedCategories = _tilted,
            ColorBars = Bars(plot),
        };
        if (_entries.Length == 0)
            return frame;
        var left = (frame.ColorBars.IsEmpty ? plot.Right : frame.ColorBars[^1].Extent.Right) + 8;
        return frame with
        {
            Legend = _legendBeside ? LegendLayout.Outside(frame, _entries, left) : LegendLayout.Inside(frame, _entries),
        };
    }

    /// <summary>A category as it is written under its bars: cut where it is too long.</summary>
    public static string CategoryLabel(string category) => FontMetrics.Fit(category, TextSize.Tick, WidestCategory);

    private static int Desired(double length, double spacing) => (int)Math.Clamp(length / spacing, 3, 9);

    private static double WidestLabel(TickSet ticks) =>
        ticks.Labels.Select(l => FontMetrics.Width(l, TextSize.Tick)).DefaultIfEmpty(0).Max();

    private static double BarExtent((ColorAxis Axis, TickSet Ticks) bar) =>
        12
        + BarWidth
        + 8
        + Math.Max(WidestLabel(bar.Ticks), FontMetrics.Width(bar.Ticks.Multiplier, TextSize.Tick) - BarWidth)
        + (bar.Axis.Label.Length > 0 ? TextSize.AxisLabel + 8 : 0);

    /// <summary>One bar for each map of colours; level lines over a heat map need none.</summary>
    private static IEnumerable<ColorAxis> MappedColors(PanelPlan plan)
    {
        var overMap = plan.Series.Any(s => s.Trace is HeatMapTrace);
        return plan
            .Series.Where(s => !(overMap && s.Trace is ContourTrace))
            .Select(s => s.Colors)
            .OfType<ColorAxis>()
            .Distinct();
    }

    private static AxisScale Scale(Axis axis, (double Low, double High) range, double start, double end) =>
        axis.IsReversed
            ? new AxisScale(range.Low, range.High, axis.IsLog, end, start)
            : new AxisScale(range.Low, range.High, axis.IsLog, start, end);

    private Box Squared(Box plot)
    {
        var panel = _plan.Panel;
        if (!panel.HasEqualAspect || panel.XAxis.IsLog || panel.YAxis.IsLog)
            return plot;
        var (spanX, spanY) = (_plan.XRange.High - _plan.XRange.Low, _plan.YRange.High - _plan.YRange.Low);
        var unit = Math.Min(plot.Width / spanX, plot.Height / spanY);
        var (width, height) = (Math.Max(2, unit * spanX), Math.Max(2, unit * spanY));
        return new Box(plot.CenterX - width / 2, plot.CenterY - height / 2, width, height);
    }

    private TickSet CategoryTicks() =>
        new([.. _plan.Categories.Select((_, i) => (double)i)], [.. _plan.Categories.Select(CategoryLabel)], []);

    /// <summary>As many ticks as fit side by side.</summary>
    private static TickSet FittingTicks(AxisScale scale)
    {
        for (var desired = Desired(scale.Length, 70); ; desired--)
        {
            var ticks = TickSet.For(scale.Low, scale.High, scale.IsLog, desired);
            if (desired <= 2 || Fits(ticks, scale))
                return ticks;
        }
    }

    private static bool Fits(TickSet ticks, AxisScale scale)
    {
        for (var i = 1; i < ticks.Major.Length; i++)
        {
            var room = Math.Abs(scale.ToPixel(ticks.Major[i]) - scale.ToPixel(ticks.Major[i - 1]));
            var needed =
                FontMetrics.Width(ticks.Labels[i], TextSize.Tick)
                + FontMetrics.Width(ticks.Labels[i - 1], TextSize.Tick);
            if (room < needed / 2 + 8)
                return false;
        }
        return true;
    }

    private TickSet ExpectedXTicks() => FittingTicks(Scale(_plan.Panel.XAxis, _plan.XRange, 0, 0.75 * _cell.Width));

    private bool HasXLabel() =>
        _plan.Panel.XAxis.Label.Length > 0 || (_plan.Categories.Length == 0 && ExpectedXTicks().Multiplier.Length > 0);

    private double LastLabelOverhang()
    {
        if (_plan.Categories.Length > 0)
            return 10;
        var ticks = ExpectedXTicks();
        return Math.Max(10, WidestLabel(ticks) / 2 + 4);
    }

    private double TiltedHeight() =>
        0.65 * _plan.Categories.Max(c => FontMetrics.Width(CategoryLabel(c), TextSize.Tick)) + TextSize.Tick;

    private ImmutableArray<ColorBar> Bars(Box plot)
    {
        var left = plot.Right;
        var bars = ImmutableArray.CreateBuilder<ColorBar>();
        foreach (var bar in _bars)
        {
            var box = new Box(left + 12, plot.Y, BarWidth, plot.Height);
            var extent = new Box(left, plot.Y, BarExtent(bar), plot.Height);
            bars.Add(new ColorBar(box, extent, bar.Axis, bar.Ticks));
            left = extent.Right;
        }
        return bars.ToImmutable();
    }
}
