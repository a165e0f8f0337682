using System.Collections.Immutable;
using MlPhys.Display;

namespace MlPhys.Figures;

/// <summary>A figure as plain data: panels of traces, written as Plotly JSON, SVG, HTML or PNG.</summary>
/// <remarks>Immutable: every With step returns a new figure; the steps speak of the last panel.</remarks>
[TypeFormatterSource(MimeType.Html, MimeType.Svg, MimeType.Plotly, MimeType.Text)]
public sealed partial record Figure : IDisplayable
{
    /// <summary>Title over all panels.</summary>
    public string Title { get; private init; } = "";

    /// <summary>The panels, row by row.</summary>
    public ImmutableArray<Panel> Panels { get; internal init; } = [Panel.Empty];

    /// <summary>Panels in a row.</summary>
    public int Columns { get; private init; } = 1;

    /// <summary>Width in pixels.</summary>
    public int Width { get; private init; } = 720;

    /// <summary>Height in pixels.</summary>
    public int Height { get; private init; } = 460;

    /// <summary>A figure of one empty panel under a title.</summary>
    public static Figure Titled(string title) => new() { Title = title };

    /// <summary>Figures side by side as panels of one, row by row; each keeps its title as the panel's.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Fewer than one column.</exception>
    /// <exception cref="ArgumentException">No figures.</exception>
    public static Figure Grid(string title, int columns, IEnumerable<Figure> figures)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ImmutableArray<Figure> parts = [.. figures];
        if (parts.IsEmpty)
            throw new ArgumentException("a grid needs at least one figure", nameof(figures));
        var rows = (parts.Length + columns - 1) / columns;
        return new Figure
        {
            Title = title,
            Columns = Math.Min(columns, parts.Length),
            Width = parts.Take(columns).Sum(f => f.Width) * 3 / 4,
            Height = parts.Max(f => f.Height) * rows * 3 / 4,
            Panels =
            [
                .. parts.SelectMany(f => f.Panels.Select(p => p.Title.Length > 0 ? p : p with { Title = f.Title })),
            ],
        };
    }

    /// <summary>Sets the horizontal axis; a range from high to low runs backwards.</summary>
    /// <exception cref="ArgumentException">A range that is not finite, or not positive on a logarithmic axis.</exception>
    public Figure WithXAxis(string label, bool log = false, (double Low, double High)? range = null) =>
        WithPanel(p => p with { XAxis = Checked(new Axis(label, log, range)) });

    /// <summary>Sets the vertical axis; a range from high to low runs downwards.</summary>
    /// <exception cref="ArgumentException">A range that is not finite, or not positive on a logarithmic axis.</exception>
    public Figure WithYAxis(string label, bool log = false, (double Low, double High)? range = null) =>
        WithPanel(p => p with { YAxis = Checked(new Axis(label, log, range)) });

    /// <summary>Sets the size in pixels.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side below 120 pixels.</exception>
    public Figure WithSize(int width, int height)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 120);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 120);
        return this with { Width = width, Height = height };
    }

    /// <summary>Sets the size of one panel in pixels, labels included.</summary>
    public Figure WithPanelSize(int width, int height) =>
        WithSize(width * Columns, height * ((Panels.Length + Columns - 1) / Columns));

    /// <summary>Sets where the legend stands.</summary>
    public Figure WithLegend(LegendPlace place) => WithPanel(p => p with { Legend = place });

    /// <summary>Makes one data unit as long on both axes, for phase portraits and images.</summary>
    public Figure WithEqualAspect() => WithPanel(p => p with { HasEqualAspect = true });

    /// <summary>Puts bars of one category on each other instead of side by side.</summary>
    public Figure WithStackedBars() => WithPanel(p => p with { HasStackedBars = true });

    private static Axis Checked(Axis axis) =>
        axis.Range is not var (low, high) ? axis
        : !double.IsFinite(low) || !double.IsFinite(high) || (axis.IsLog && (low <= 0 || high <= 0))
            ? throw new ArgumentException(
                $"range ({low}, {high}) of axis '{axis.Label}' must be finite{(axis.IsLog ? " and positive" : "")}",
                nameof(axis)
            )
        : low > high ? axis with { Range = (high, low), IsReversed = true }
        : axis;

    private Figure WithPanel(Func<Panel, Panel> change) =>
        this with
        {
            Panels = Panels.SetItem(Panels.Length - 1, change(Panels[^1])),
        };
}
