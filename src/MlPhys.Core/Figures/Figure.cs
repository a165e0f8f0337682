using System.Collections.Immutable;

namespace MlPhys.Figures;

/// <summary>A figure as plain data: panels of traces, written as Plotly JSON, SVG, HTML or PNG.</summary>
/// <remarks>Immutable: every With step returns a new figure; the steps speak of the last panel.</remarks>
public sealed record Figure
{
    /// <summary>Title over all panels.</summary>
    public string Title { get; private init; } = "";

    /// <summary>The panels, row by row.</summary>
    public ImmutableArray<Panel> Panels { get; private init; } = [Panel.Empty];

    /// <summary>Panels in a row.</summary>
    public int Columns { get; private init; } = 1;

    /// <summary>Width in pixels.</summary>
    public int Width { get; private init; } = 720;

    /// <summary>Height in pixels.</summary>
    public int Height { get; private init; } = 460;

    /// <summary>A figure of one empty panel under a title.</summary>
    public static Figure Titled(string title) => new() { Title = title };

    /// <summary>Figures side by side as panels of one, row by row; each keeps its title as the panel's.</summary>
    public static Figure Grid(string title, int columns, IEnumerable<Figure> figures)
    {
        ImmutableArray<Figure> parts = [.. figures];
        var rows = (parts.Length + columns - 1) / columns;
        return new Figure
        {
            Title = title,
            Columns = columns,
            Width = parts.Take(columns).Sum(f => f.Width) * 3 / 4,
            Height = parts.Max(f => f.Height) * rows * 3 / 4,
            Panels =
            [
                .. parts.SelectMany(f => f.Panels.Select(p => p.Title.Length > 0 ? p : p with { Title = f.Title })),
            ],
        };
    }

    /// <summary>Sets the horizontal axis.</summary>
    public Figure WithXAxis(string label, bool log = false, (double Low, double High)? range = null) =>
        WithPanel(p => p with { XAxis = new Axis(label, log, range) });

    /// <summary>Sets the vertical axis.</summary>
    public Figure WithYAxis(string label, bool log = false, (double Low, double High)? range = null) =>
        WithPanel(p => p with { YAxis = new Axis(label, log, range) });

    /// <summary>Sets the size in pixels.</summary>
    public Figure WithSize(int width, int height) => this with { Width = width, Height = height };

    /// <summary>Adds a line through the points (x[i], y[i]).</summary>
    public Figure WithLine(
        IEnumerable<double> x,
        IEnumerable<double> y,
        string? name = null,
        string? color = null,
        double width = 2,
        bool dashed = false
    ) => WithTrace(new LineTrace([.. x], [.. y], name, color, width, dashed));

    /// <summary>Adds separate points, optionally with error bars (one standard error, data units).</summary>
    public Figure WithMarkers(
        IEnumerable<double> x,
        IEnumerable<double> y,
        string? name = null,
        IEnumerable<double>? yError = null,
        IEnumerable<double>? xError = null,
        string? color = null,
        double size = 7
    ) => WithTrace(new MarkerTrace([.. x], [.. y], xError?.ToArray(), yError?.ToArray(), name, color, size));

    /// <summary>Adds the area between lower and upper.</summary>
    public Figure WithBand(
        IEnumerable<double> x,
        IEnumerable<double> lower,
        IEnumerable<double> upper,
        string? name = null,
        string? color = null
    ) => WithTrace(new BandTrace([.. x], [.. lower], [.. upper], name, color));

    /// <summary>Adds bars over named categories.</summary>
    public Figure WithBars(
        IEnumerable<string> categories,
        IEnumerable<double> values,
        string? name = null,
        IEnumerable<double>? errors = null,
        string? color = null
    ) => WithTrace(new BarTrace([.. categories], [.. values], errors?.ToArray(), name, color));

    /// <summary>Adds a colour map of z[row, column] over y[row], x[column].</summary>
    public Figure WithHeatMap(
        IEnumerable<double> x,
        IEnumerable<double> y,
        double[,] z,
        string? name = null,
        string colorScale = "Viridis"
    ) => WithTrace(new HeatMapTrace([.. x], [.. y], z, name, colorScale));

    /// <summary>Writes a text at a place in data units.</summary>
    public Figure WithAnnotation(double x, double y, string text) =>
        WithPanel(p => p with { Annotations = p.Annotations.Add(new Annotation(x, y, text)) });

    /// <summary>Adds any trace.</summary>
    public Figure WithTrace(Trace trace) => WithPanel(p => p with { Traces = p.Traces.Add(trace) });

    private Figure WithPanel(Func<Panel, Panel> change) =>
        this with
        {
            Panels = Panels.SetItem(Panels.Length - 1, change(Panels[^1])),
        };
}
