namespace MlPhys.Figures.Plotly;

/// <summary>Keeps the JSON below 2 MB: of too many values, fewer that look the same, and a note.</summary>
internal static class PlotlyThinning
{
    /// <summary>Numbers that a figure may hold in all: some 20 bytes each.</summary>
    private const int MostNumbers = 90_000;

    public static (Figure Figure, string Note) Of(Figure figure)
    {
        var numbers = figure.Panels.Sum(p => p.Traces.Sum(Numbers));
        if (numbers <= MostNumbers)
            return (figure, "");
        var share = (int)((numbers + MostNumbers - 1) / MostNumbers);
        var panels = figure.Panels.Select(p => p with { Traces = [.. p.Traces.Select(t => Thin(t, share))] });
        return (figure with { Panels = [.. panels] }, $"one value in {share} shown");
    }

    private static long Numbers(Trace trace) =>
        trace switch
        {
            LineTrace t => 2L * t.X.Length,
            MarkerTrace t => (2L + (t.XError is null ? 0 : 1) + (t.YError is null ? 0 : 1)) * t.X.Length
                + (t.ColorValues?.Length ?? 0),
            BandTrace t => 4L * t.X.Length,
            HeatMapTrace t => t.Z.LongLength,
            ContourTrace t => t.Z.LongLength,
            SurfaceTrace t => t.Z.LongLength,
            _ => 0,
        };

    private static Trace Thin(Trace trace, int share) =>
        trace switch
        {
            LineTrace t => Thin(t, Extremes(t.Y, 4 * share)),
            MarkerTrace t => Thin(t, share),
            BandTrace t => t with
            {
                X = Every(t.X, share),
                Lower = [.. t.Lower.Chunk(share).Select(c => c.Min())],
                Upper = [.. t.Upper.Chunk(share).Select(c => c.Max())],
            },
            HeatMapTrace t when Side(share) is var side => t with
            {
                X = Places(t.X, t.Z.GetLength(1), side),
                Y = Places(t.Y, t.Z.GetLength(0), side),
                Z = BlockMeans(t.Z, side),
            },
            ContourTrace t when Side(share) is var side => t with
            {
                X = Every(t.X, side),
                Y = Every(t.Y, side),
                Z = Every(t.Z, side),
            },
            SurfaceTrace t when Side(share) is var side => t with
            {
                X = Every(t.X, side),
                Y = Every(t.Y, side),
                Z = Every(t.Z, side),
            },
            _ => trace,
        };

    private static LineTrace Thin(LineTrace trace, int[] kept) =>
        trace with
        {
            X = [.. kept.Select(i => trace.X[i])],
            Y = [.. kept.Select(i => trace.Y[i])],
        };

    private static MarkerTrace Thin(MarkerTrace trace, int share) =>
        trace with
        {
            X = Every(trace.X, share),
            Y = Every(trace.Y, share),
            XError = trace.XError is { } x ? Every(x, share) : null,
            YError = trace.YError is { } y ? Every(y, share) : null,
            ColorValues = trace.ColorValues is { } colors ? Every(colors, share) : null,
        };

    /// <summary>Of each run of indices the first, the lowest, the highest and the last; a gap stays one.</summary>
    private static int[] Extremes(double[] values, int run) =>
        [
            .. Enumerable
                .Range(0, values.Length)
                .Chunk(run)
                .SelectMany(c =>
                    new[] { c[0], c.MinBy(i => values[i]), c.MaxBy(i => values[i]), c[^1] }.Distinct().Order()
                ),
        ];

    private static int Side(int share) => (int)Math.Ceiling(Math.Sqrt(share));

    private static double[] Every(double[] values, int step) => [.. values.Where((_, i) => i % step == 0)];

    private static double[,] Every(double[,] values, int step)
    {
        var (rows, columns) = (values.GetLength(0), values.GetLength(1));
        var kept = new double[(rows + step - 1) / step, (columns + step - 1) / step];
        for (var i = 0; i < rows; i += step)
        for (var j = 0; j < columns; j += step)
            kept[i / step, j / step] = values[i, j];
        return kept;
    }

    /// <summary>Edges of the blocks where edges are given, else their centres.</summary>
    private static double[] Places(double[] places, int cells, int side) =>
        places.Length > cells
            ? [.. Every(places[..cells], side), places[^1]]
            : [.. places.Chunk(side).Select(c => c.Average())];

    private static double[,] BlockMeans(double[,] values, int side)
    {
        var (rows, columns) = (values.GetLength(0), values.GetLength(1));
        var means = new double[(rows + side - 1) / side, (columns + side - 1) / side];
        for (var i = 0; i < means.GetLength(0); i++)
        for (var j = 0; j < means.GetLength(1); j++)
        {
            var (low, high) = (i * side, Math.Min(rows, (i + 1) * side));
            var (left, right) = (j * side, Math.Min(columns, (j + 1) * side));
            for (var row = low; row < high; row++)
            for (var column = left; column < right; column++)
                means[i, j] += values[row, column] / ((high - low) * (right - left));
        }
        return means;
    }
}
