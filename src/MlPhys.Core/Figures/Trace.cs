namespace MlPhys.Figures;

/// <summary>One layer of a panel: its data and how it is drawn. NaN values are gaps.</summary>
/// <param name="Name">Name in the legend; null or empty: not listed.</param>
/// <param name="Color">Colour as #rrggbb or a CSS name; null: the next of the palette.</param>
public abstract record Trace(string? Name, string? Color);

/// <summary>Points joined by straight lines, or by steps.</summary>
public sealed record LineTrace(double[] X, double[] Y, string? Name, string? Color, double Width, bool IsDashed)
    : Trace(Name, Color)
{
    /// <summary>Whether y keeps its value until the next x, as a piecewise constant path does.</summary>
    public bool IsStepped { get; init; }
}

/// <summary>Separate points, optionally with symmetric error bars in data units.</summary>
public sealed record MarkerTrace(
    double[] X,
    double[] Y,
    double[]? XError,
    double[]? YError,
    string? Name,
    string? Color,
    double Size
) : Trace(Name, Color)
{
    /// <summary>Shape; null: the next, so that series differ without colour too.</summary>
    public MarkerSymbol? Symbol { get; init; }

    /// <summary>A value a point, shown as its colour by <see cref="ColorMap"/>; null: one colour.</summary>
    public double[]? ColorValues { get; init; }

    /// <summary>How <see cref="ColorValues"/> become colours.</summary>
    public ColorMap ColorMap { get; init; } = new("Viridis");
}

/// <summary>The area between two curves, for confidence bands.</summary>
public sealed record BandTrace(double[] X, double[] Lower, double[] Upper, string? Name, string? Color)
    : Trace(Name, Color);

/// <summary>Bars over named categories, optionally with symmetric error bars.</summary>
public sealed record BarTrace(string[] Categories, double[] Values, double[]? Errors, string? Name, string? Color)
    : Trace(Name, Color);

/// <summary>A histogram: counts or densities between consecutive edges (one edge more than values).</summary>
public sealed record HistogramTrace(double[] Edges, double[] Values, string? Name, string? Color) : Trace(Name, Color);

/// <summary>A straight line across the whole panel, at one value of an axis.</summary>
public sealed record ReferenceLineTrace(double Value, bool IsVertical, string? Name, string? Color, bool IsDashed)
    : Trace(Name, Color);

/// <summary>A colour map of z[row, column] over y[row], x[column]: cell centres, or edges (one more than cells).</summary>
public sealed record HeatMapTrace(double[] X, double[] Y, double[,] Z, string? Name, string ColorScale)
    : Trace(Name, null)
{
    /// <summary>Label, range and kind of the colour scale.</summary>
    public ColorMap ColorMap { get; init; } = new(ColorScale);
}

/// <summary>Level lines of z[row, column] over y[row], x[column]; no levels: chosen round.</summary>
public sealed record ContourTrace(double[] X, double[] Y, double[,] Z, double[] Levels, string? Name, string ColorScale)
    : Trace(Name, null)
{
    /// <summary>Label, range and kind of the colour scale.</summary>
    public ColorMap ColorMap { get; init; } = new(ColorScale);
}

/// <summary>The surface z[row, column] over y[row], x[column], seen from above; alone in its panel.</summary>
public sealed record SurfaceTrace(double[] X, double[] Y, double[,] Z, string? Name, string ColorScale)
    : Trace(Name, null)
{
    /// <summary>Label, range and kind of the colour scale, which is that of the height too.</summary>
    public ColorMap ColorMap { get; init; } = new(ColorScale);
}
