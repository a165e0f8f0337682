namespace MlPhys.Figures.Svg;

/// <summary>Level lines on a grid: marching squares with linear interpolation, saddles decided by the mean of the cell.</summary>
/// <remarks>W. E. Lorensen and H. E. Cline, Computer Graphics 21 (1987) 163, in the plane.</remarks>
internal static class MarchingSquares
{
    /// <summary>The lines z = level as lists of points in the units of x and y; closed lines end where they begin.</summary>
    public static List<List<(double X, double Y)>> Lines(double[] x, double[] y, double[,] z, double level)
    {
        var links = new Dictionary<long, List<long>>();
        for (var row = 0; row + 1 < y.Length; row++)
        for (var column = 0; column + 1 < x.Length; column++)
            foreach (var (from, to) in Segments(z, row, column, level))
            {
                Link(links, from, to);
                Link(links, to, from);
            }
        return [.. Chains(links).Select(chain => chain.ConvertAll(edge => Point(x, y, z, edge, level)))];
    }

    /// <summary>An edge of the grid: twice the index of its lower left node, plus one where it runs upwards.</summary>
    private static long Edge(double[,] z, int row, int column, bool upwards) =>
        2 * ((long)row * z.GetLength(1) + column) + (upwards ? 1 : 0);

    private static IEnumerable<(long From, long To)> Segments(double[,] z, int row, int column, double level)
    {
        var (a, b, c, d) = (z[row, column], z[row, column + 1], z[row + 1, column + 1], z[row + 1, column]);
        if (!double.IsFinite(a + b + c + d))
            yield break;
        var corners = (a >= level ? 1 : 0) | (b >= level ? 2 : 0) | (c >= level ? 4 : 0) | (d >= level ? 8 : 0);
        var (bottom, top) = (Edge(z, row, column, false), Edge(z, row + 1, column, false));
        var (left, right) = (Edge(z, row, column, true), Edge(z, row, column + 1, true));
        var isHigh = (a + b + c + d) / 4 >= level;
        switch (corners)
        {
            case 1 or 14:
                yield return (left, bottom);
                break;
            case 2 or 13:
                yield return (bottom, right);
                break;
            case 3 or 12:
                yield return (left, right);
                break;
            case 4 or 11:
                yield return (right, top);
                break;
            case 6 or 9:
                yield return (bottom, top);
                break;
            case 7 or 8:
                yield return (left, top);
                break;
            case 5 or 10 when (corners == 5) == isHigh:
                yield return (left, top);
                yield return (bottom, right);
                break;
            case 5 or 10:
                yield return (left, bottom);
                yield return (right, top);
                break;
        }
    }

    private static void Link(Dictionary<long, List<long>> links, long from, long to)
    {
        if (!links.TryGetValue(from, out var neighbours))
            links[from] = neighbours = new List<long>(2);
        neighbours.Add(to);
    }

    /// <summary>Open lines from their ends first, closed ones after.</summary>
    private static IEnumerable<List<long>> Chains(Dictionary<long, List<long>> links)
    {
        foreach (var start in links.Keys.OrderBy(edge => links[edge].Count).ToArray())
        {
            var chain = new List<long> { start };
            for (var at = start; links[at].Count > 0; )
            {
                var next = links[at][^1];
                links[at].RemoveAt(links[at].Count - 1);
                links[next].Remove(at);
                chain.Add(at = next);
            }
            if (chain.Count > 1)
                yield return chain;
        }
    }

    private static (double X, double Y) Point(double[] x, double[] y, double[,] z, long edge, double level)
    {
        var columns = z.GetLength(1);
        var (row, column) = ((int)(edge / 2 / columns), (int)(edge / 2 % columns));
        var upwards = edge % 2 == 1;
        var (from, to) = (z[row, column], upwards ? z[row + 1, column] : z[row, column + 1]);
        var part = (level - from) / (to - from);
        return upwards
            ? (x[column], y[row] + part * (y[row + 1] - y[row]))
            : (x[column] + part * (x[column + 1] - x[column]), y[row]);
    }
}
