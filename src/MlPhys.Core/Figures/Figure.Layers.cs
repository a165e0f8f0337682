namespace MlPhys.Figures;

/// <content>The layers that a panel may hold.</content>
public sealed partial record Figure
{
    /// <summary>Adds a line through the points (x[i], y[i]).</summary>
    public Figure WithLine(
        IEnumerable<double> x,
        IEnumerable<double> y,
        string? name = null,
        string? color = null,
        double width = 2,
        bool dashed = false
    ) => WithTrace(new LineTrace([.. x], [.. y], name, color, width, dashed));

    /// <summary>Adds a piecewise constant line: y[i] holds from x[i] to x[i+1].</summary>
    public Figure WithSteps(
        IEnumerable<double> x,
        IEnumerable<double> y,
        string? name = null,
        string? color = null,
        double width = 2
    ) => WithTrace(new LineTrace([.. x], [.. y], name, color, width, false) { IsStepped = true });

    /// <summary>Adds a vertical line across the panel.</summary>
    public Figure WithVerticalLine(double x, string? name = null, string? color = null, bool dashed = true) =>
        WithTrace(new ReferenceLineTrace(x, true, name, color, dashed));

    /// <summary>Adds a horizontal line across the panel.</summary>
    public Figure WithHorizontalLine(double y, string? name = null, string? color = null, bool dashed = true) =>
        WithTrace(new ReferenceLineTrace(y, false, name, color, dashed));

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

    /// <summary>Adds separate points, each coloured by its value.</summary>
    public Figure WithColoredMarkers(
        IEnumerable<double> x,
        IEnumerable<double> y,
        IEnumerable<double> values,
        string colorLabel = "",
        string colorScale = "Viridis",
        bool logColor = false,
        double size = 7
    ) =>
        WithTrace(
            new MarkerTrace([.. x], [.. y], null, null, null, null, size)
            {
                ColorValues = [.. values],
                ColorMap = new ColorMap(colorScale, colorLabel, logColor),
            }
        );

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

    /// <summary>Adds the histogram of values: counts, or a density of unit area.</summary>
    /// <param name="values">Sample; values that are not finite, or beyond 1e305, are left out.</param>
    /// <param name="bins">Number of bins; null: the rule of Freedman and Diaconis, Z. Wahrscheinlichkeitstheorie 57 (1981) 453.</param>
    /// <param name="density">Whether the area is one.</param>
    /// <param name="name">Name in the legend.</param>
    /// <param name="color">Colour.</param>
    public Figure WithHistogram(
        IEnumerable<double> values,
        int? bins = null,
        bool density = false,
        string? name = null,
        string? color = null
    )
    {
        var (edges, heights) = Bins.Of([.. values.Where(v => Math.Abs(v) <= Scales.DataRange.Largest)], bins, density);
        return WithTrace(new HistogramTrace(edges, heights, name, color));
    }

    /// <summary>Adds a colour map of z[row, column] over y[row], x[column].</summary>
    public Figure WithHeatMap(
        IEnumerable<double> x,
        IEnumerable<double> y,
        double[,] z,
        string? name = null,
        string colorScale = "Viridis",
        bool logColor = false,
        (double Low, double High)? colorRange = null
    ) =>
        WithTrace(
            new HeatMapTrace([.. x], [.. y], z, name, colorScale)
            {
                ColorMap = new ColorMap(colorScale, name ?? "", logColor, colorRange),
            }
        );

    /// <summary>Adds level lines of z[row, column] over y[row], x[column]; levels chosen round where none are given.</summary>
    public Figure WithContour(
        IEnumerable<double> x,
        IEnumerable<double> y,
        double[,] z,
        IEnumerable<double>? levels = null,
        string? name = null,
        string colorScale = "Viridis"
    ) => WithTrace(new ContourTrace([.. x], [.. y], z, levels?.ToArray() ?? [], name, colorScale));

    /// <summary>Adds the surface z[row, column] over y[row], x[column]; it has its panel for itself.</summary>
    /// <exception cref="ArgumentException">The panel has other traces.</exception>
    public Figure WithSurface(
        IEnumerable<double> x,
        IEnumerable<double> y,
        double[,] z,
        string? name = null,
        string colorScale = "Viridis",
        bool logColor = false
    ) =>
        WithTrace(
            new SurfaceTrace([.. x], [.. y], z, name, colorScale)
            {
                ColorMap = new ColorMap(colorScale, name ?? "", logColor),
            }
        );

    /// <summary>Adds an image: z[row, column] with row 0 on top, square pixels, black lowest.</summary>
    public Figure WithImage(double[,] z, string colorScale = "Greys")
    {
        var columns = Enumerable.Range(0, z.GetLength(1)).Select(i => (double)i);
        var rows = Enumerable.Range(0, z.GetLength(0)).Select(i => (double)i);
        return WithHeatMap(columns, rows, z, null, colorScale)
            .WithEqualAspect()
            .WithPanel(p => p with { YAxis = p.YAxis with { IsReversed = true } });
    }

    /// <summary>Adds any trace.</summary>
    /// <exception cref="ArgumentException">Arrays of different lengths, an unknown colour or colour scale, a surface beside others.</exception>
    public Figure WithTrace(Trace trace)
    {
        TraceChecks.Check(trace);
        TraceChecks.Alone(Panels[^1].Traces.Add(trace));
        return WithPanel(p => p with { Traces = p.Traces.Add(trace) });
    }

    /// <summary>Adds a text at a place in data units.</summary>
    public Figure WithAnnotation(double x, double y, string text) =>
        WithPanel(p => p with { Annotations = p.Annotations.Add(new Annotation(x, y, text)) });
}
