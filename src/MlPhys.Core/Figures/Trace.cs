namespace MlPhys.Figures;

/// <summary>One layer of a panel: its data and how it is drawn. NaN values are gaps.</summary>
/// <param name="Name">Name in the legend; null or empty: not listed.</param>
/// <param name="Color">Colour as #rrggbb; null: the next of the palette.</param>
public abstract record Trace(string? Name, string? Color);

/// <summary>Points joined by straight lines.</summary>
public sealed record LineTrace(double[] X, double[] Y, string? Name, string? Color, double Width, bool IsDashed)
    : Trace(Name, Color);

/// <summary>Separate points, optionally with symmetric error bars in data units.</summary>
public sealed record MarkerTrace(
    double[] X,
    double[] Y,
    double[]? XError,
    double[]? YError,
    string? Name,
    string? Color,
    double Size
) : Trace(Name, Color);

/// <summary>The area between two curves, for confidence bands.</summary>
public sealed record BandTrace(double[] X, double[] Lower, double[] Upper, string? Name, string? Color)
    : Trace(Name, Color);

/// <summary>Bars over named categories, optionally with symmetric error bars.</summary>
public sealed record BarTrace(string[] Categories, double[] Values, double[]? Errors, string? Name, string? Color)
    : Trace(Name, Color);

/// <summary>A histogram: counts or densities between consecutive edges (one edge more than values).</summary>
public sealed record HistogramTrace(double[] Edges, double[] Values, string? Name, string? Color) : Trace(Name, Color);

/// <summary>A colour map of z[row, column] over y[row], x[column].</summary>
public sealed record HeatMapTrace(double[] X, double[] Y, double[,] Z, string? Name, string ColorScale)
    : Trace(Name, null);

/// <summary>Level lines of z[row, column] over y[row], x[column].</summary>
public sealed record ContourTrace(double[] X, double[] Y, double[,] Z, double[] Levels, string? Name, string ColorScale)
    : Trace(Name, null);
