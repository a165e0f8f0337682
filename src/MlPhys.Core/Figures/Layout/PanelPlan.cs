using System.Collections.Immutable;
using MlPhys.Figures.Scales;

namespace MlPhys.Figures.Layout;

/// <summary>What a panel shows, before it has a place: series, ranges, categories.</summary>
internal sealed record PanelPlan(
    Panel Panel,
    ImmutableArray<Series> Series,
    ImmutableArray<string> Categories,
    (double Low, double High) XRange,
    (double Low, double High) YRange
)
{
    /// <summary>The plan of a panel; named categories make its horizontal axis linear.</summary>
    public static PanelPlan Of(Panel panel)
    {
        if (panel.Traces.Any(t => t is BarTrace))
            panel = panel with { XAxis = panel.XAxis with { IsLog = false } };
        var bars = new BarLayout(panel);
        ImmutableArray<Series> series = [.. SeriesOf(panel, bars)];
        ImmutableArray<string> categories = [.. bars.Categories];
        var extent = new PanelExtent(panel);
        foreach (var each in series)
            extent.Include(each);
        if (categories.Length > 0)
        {
            extent.X.IncludeEdge(-0.5);
            extent.X.IncludeEdge(categories.Length - 0.5);
        }
        return new PanelPlan(panel, series, categories, Range(panel.XAxis, extent.X), Range(panel.YAxis, extent.Y));
    }

    /// <summary>Values that a logarithmic axis cannot show, told under the figure.</summary>
    public string Note
    {
        get
        {
            var lost = Panel.Traces.Sum(t => Lost(t, Panel.XAxis.IsLog, Panel.YAxis.IsLog));
            return lost == 0 ? ""
                : lost == 1 ? "1 point ≤ 0 not shown on a logarithmic axis"
                : $"{lost} points ≤ 0 not shown on a logarithmic axis";
        }
    }

    private static int Lost(Trace trace, bool logX, bool logY) =>
        trace switch
        {
            LineTrace t => Lost(t.X, t.Y, logX, logY),
            MarkerTrace t => Lost(t.X, t.Y, logX, logY),
            _ => 0,
        };

    private static int Lost(double[] x, double[] y, bool logX, bool logY) =>
        x.Zip(y).Count(p => (logX && p.First <= 0) || (logY && p.Second <= 0));

    private static (double, double) Range(Axis axis, DataRange data) =>
        axis.Range is { } chosen ? DataRange.Chosen(chosen, axis.IsLog) : data.Padded();

    private static IEnumerable<Series> SeriesOf(Panel panel, BarLayout bars)
    {
        var (hue, symbol) = (0, 0);
        Series? before = null;
        foreach (var trace in panel.Traces)
        {
            var ownColor =
                trace.Color is not null || trace is HeatMapTrace or ContourTrace or SurfaceTrace or ReferenceLineTrace;
            var joined = IsSameCurve(before?.Trace, trace) ? before : null;
            var index = joined?.Hue ?? (ownColor ? -1 : hue++ % Palette.Colors.Length);
            yield return before = new Series(
                trace,
                index,
                joined?.Color ?? (index >= 0 ? Palette.Colors[index] : trace.Color ?? "#7f7f7f"),
                trace is MarkerTrace marker ? marker.Symbol ?? (MarkerSymbol)(symbol++ % 5) : default,
                Colors(trace),
                bars.Next(trace)
            );
        }
    }

    /// <summary>A line and its markers, of which the second has neither name nor colour, are one curve.</summary>
    private static bool IsSameCurve(Trace? first, Trace second) =>
        second is { Name: null, Color: null }
        && (first, second) switch
        {
            (LineTrace l, MarkerTrace { ColorValues: null } m) => l.X.SequenceEqual(m.X) && l.Y.SequenceEqual(m.Y),
            (MarkerTrace { ColorValues: null } m, LineTrace l) => l.X.SequenceEqual(m.X) && l.Y.SequenceEqual(m.Y),
            _ => false,
        };

    private static ColorAxis? Colors(Trace trace) =>
        trace switch
        {
            HeatMapTrace t => ColorAxis.Of(Named(t.ColorMap, t.Name), t.Z.Cast<double>()),
            ContourTrace t => ColorAxis.Of(Named(t.ColorMap, t.Name), t.Z.Cast<double>()),
            SurfaceTrace t => ColorAxis.Of(Named(t.ColorMap, t.Name), t.Z.Cast<double>()),
            MarkerTrace { ColorValues: { } values } t => ColorAxis.Of(t.ColorMap, values),
            _ => null,
        };

    private static ColorMap Named(ColorMap map, string? name) =>
        map.Label.Length > 0 ? map : map with { Label = name ?? "" };
}
