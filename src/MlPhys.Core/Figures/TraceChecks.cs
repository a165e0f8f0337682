using System.Text.RegularExpressions;

namespace MlPhys.Figures;

/// <summary>Refuses traces that cannot be drawn.</summary>
internal static partial class TraceChecks
{
    public static void Check(Trace trace)
    {
        if (trace.Color is { } color && !CssColor().IsMatch(color))
            throw new ArgumentException($"'{color}' is no colour; expected #rrggbb or a CSS name", nameof(trace));
        switch (trace)
        {
            case LineTrace t:
                SameLength("y", t.Y, t.X);
                break;
            case MarkerTrace t:
                SameLength("y", t.Y, t.X);
                SameLength("xError", t.XError, t.X);
                SameLength("yError", t.YError, t.X);
                SameLength("colorValues", t.ColorValues, t.X);
                _ = ColorScale.Named(t.ColorMap.ColorScale);
                break;
            case BandTrace t:
                SameLength("lower", t.Lower, t.X);
                SameLength("upper", t.Upper, t.X);
                break;
            case BarTrace t:
                if (t.Categories.Length != t.Values.Length)
                    throw new ArgumentException(
                        $"values has {t.Values.Length} numbers for {t.Categories.Length} categories",
                        nameof(trace)
                    );
                SameLength("errors", t.Errors, t.Values);
                break;
            case HistogramTrace t:
                if (t.Edges.Length != t.Values.Length + 1)
                    throw new ArgumentException(
                        $"edges has {t.Edges.Length} numbers for {t.Values.Length} values; expected one more than values",
                        nameof(trace)
                    );
                Increasing("edges", t.Edges);
                break;
            case HeatMapTrace t:
                _ = ColorScale.Named(t.ColorMap.ColorScale);
                Grid(t.X, t.Y, t.Z, edgesAllowed: true);
                break;
            case ContourTrace t:
                _ = ColorScale.Named(t.ColorMap.ColorScale);
                Grid(t.X, t.Y, t.Z, edgesAllowed: false);
                break;
            case SurfaceTrace t:
                _ = ColorScale.Named(t.ColorMap.ColorScale);
                Grid(t.X, t.Y, t.Z, edgesAllowed: false);
                break;
        }
    }

    public static void Alone(IReadOnlyList<Trace> traces)
    {
        if (traces.Count > 1 && traces.Any(t => t is SurfaceTrace))
            throw new ArgumentException(
                "a surface has its panel for itself; put others beside it by Figure.Grid",
                nameof(traces)
            );
    }

    private static void SameLength(string name, double[]? values, double[] reference)
    {
        if (values is not null && values.Length != reference.Length)
            throw new ArgumentException(
                $"{name} has {values.Length} values, expected {reference.Length} as in the first array",
                name
            );
    }

    private static void Grid(double[] x, double[] y, double[,] z, bool edgesAllowed)
    {
        Side("x", x, z.GetLength(1), "columns", edgesAllowed);
        Side("y", y, z.GetLength(0), "rows", edgesAllowed);
    }

    private static void Side(string name, double[] values, int cells, string what, bool edgesAllowed)
    {
        if (values.Length != cells && !(edgesAllowed && values.Length == cells + 1))
            throw new ArgumentException($"{name} has {values.Length} values, z has {cells} {what}", name);
        if (values.Length > 1 && values[1] < values[0])
            Increasing(name, [.. values.Reverse()]);
        else
            Increasing(name, values);
    }

    private static void Increasing(string name, double[] values)
    {
        for (var i = 0; i < values.Length; i++)
            if (!double.IsFinite(values[i]) || (i > 0 && values[i] <= values[i - 1]))
                throw new ArgumentException(
                    $"{name} must be finite and strictly monotonic; it is not at index {i}",
                    name
                );
    }

    [GeneratedRegex("^(#[0-9a-fA-F]{3}|#[0-9a-fA-F]{6}|[a-zA-Z]+)$")]
    private static partial Regex CssColor();
}
