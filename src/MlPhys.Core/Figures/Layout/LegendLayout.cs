using System.Collections.Immutable;
using MlPhys.Figures.Labels;

namespace MlPhys.Figures.Layout;

/// <summary>Size and place of a panel's legend.</summary>
internal static class LegendLayout
{
    public const double RowHeight = 19;
    public const double GlyphWidth = 26;
    public const double Padding = 6;
    private const double Inset = 8;
    private const double WidestName = 220;

    private static readonly LegendPlace[] Corners =
    [
        LegendPlace.TopRight,
        LegendPlace.TopLeft,
        LegendPlace.BottomRight,
        LegendPlace.BottomLeft,
    ];

    /// <summary>The series that have a name to be listed under.</summary>
    public static ImmutableArray<Series> Entries(PanelPlan plan) =>
        plan.Panel.Legend == LegendPlace.None
            ? []
            :
            [
                .. plan.Series.Where(s =>
                    !string.IsNullOrEmpty(s.Trace.Name) && s.Trace is not (HeatMapTrace or ContourTrace or SurfaceTrace)
                ),
            ];

    /// <summary>One name, cut where it is too long.</summary>
    public static string Name(Series series, double cellWidth) =>
        FontMetrics.Fit(series.Trace.Name!, TextSize.Legend, Math.Min(WidestName, 0.35 * cellWidth));

    /// <summary>Width of the legend's box.</summary>
    public static double Width(ImmutableArray<Series> entries, double cellWidth) =>
        GlyphWidth + 6 + 2 * Padding + entries.Max(e => FontMetrics.Width(Name(e, cellWidth), TextSize.Legend));

    /// <summary>The legend inside the plot area at the place asked for, or, if that is left open, in a free corner; null: no corner is free.</summary>
    public static LegendBox? Inside(PanelFrame frame, ImmutableArray<Series> entries)
    {
        var place = frame.Plan.Panel.Legend;
        if (place != LegendPlace.Auto)
            return At(frame, entries, place);
        var ink = Ink.Of(frame);
        return Corners
            .Select(corner => At(frame, entries, corner))
            .FirstOrDefault(legend =>
                legend.Hidden == 0 && legend.Box.Width < 0.6 * frame.Plot.Width && ink.IsFree(legend.Box)
            );
    }

    /// <summary>The legend right of the plot area and of <paramref name="left"/>.</summary>
    public static LegendBox Outside(PanelFrame frame, ImmutableArray<Series> entries, double left) =>
        Sized(frame, entries, frame.Cell.Bottom - frame.Plot.Y, (width, _) => (left, frame.Plot.Y, width));

    private static LegendBox At(PanelFrame frame, ImmutableArray<Series> entries, LegendPlace place)
    {
        var plot = frame.Plot;
        return Sized(
            frame,
            entries,
            plot.Height - 2 * Inset,
            (width, height) =>
                (
                    place is LegendPlace.TopLeft or LegendPlace.BottomLeft
                        ? plot.X + Inset
                        : plot.Right - Inset - width,
                    place is LegendPlace.TopLeft or LegendPlace.TopRight
                        ? plot.Y + Inset
                        : plot.Bottom - Inset - height,
                    width
                )
        );
    }

    private static LegendBox Sized(
        PanelFrame frame,
        ImmutableArray<Series> entries,
        double room,
        Func<double, double, (double X, double Y, double Width)> place
    )
    {
        var rows = Math.Max(1, (int)((room - 2 * Padding) / RowHeight));
        var shown = entries.Length <= rows ? entries.Length : rows - 1;
        var height = Math.Min(rows, entries.Length) * RowHeight + 2 * Padding;
        var (x, y, width) = place(Width(entries, frame.Cell.Width), height);
        return new LegendBox(new Box(x, y, width, height), entries[..shown], entries.Length - shown);
    }
}
