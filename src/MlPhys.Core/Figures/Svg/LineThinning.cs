namespace MlPhys.Figures.Svg;

/// <summary>Fewer vertices for the same picture: of each run of vertices in one column of pixels, the first, lowest, highest and last.</summary>
/// <remarks>U. Jugel et al., M4: a visualization-oriented time series data aggregation, PVLDB 7 (2014) 797.</remarks>
internal static class LineThinning
{
    private const double Column = 0.5;

    public static List<(double X, double Y)> Thin(IReadOnlyList<(double X, double Y)> points)
    {
        var kept = new List<(double X, double Y)>(Math.Min(points.Count, 4096));
        for (var start = 0; start < points.Count; )
        {
            var (end, low, high) = (start + 1, start, start);
            var column = Math.Floor(points[start].X / Column);
            while (end < points.Count && Math.Floor(points[end].X / Column) == column)
            {
                low = points[end].Y < points[low].Y ? end : low;
                high = points[end].Y > points[high].Y ? end : high;
                end++;
            }
            Keep(kept, points, start, Math.Min(low, high), Math.Max(low, high), end - 1);
            start = end;
        }
        return kept;
    }

    private static void Keep(
        List<(double X, double Y)> kept,
        IReadOnlyList<(double X, double Y)> points,
        params ReadOnlySpan<int> indices
    )
    {
        var last = -1;
        foreach (var index in indices)
        {
            if (index > last)
                kept.Add(points[index]);
            last = index;
        }
    }
}
