namespace MlPhys.Figures.Layout;

/// <summary>Edges of the cells of a map along one side.</summary>
internal static class CellEdges
{
    /// <summary>The values themselves where they are edges; else the means of neighbouring centres, geometric on a logarithmic axis.</summary>
    public static double[] Of(double[] values, int cells, bool isLog)
    {
        if (values.Length == cells + 1 || cells == 0)
            return values;
        if (isLog && values[0] > 0 && values[^1] > 0)
            return [.. Linear([.. values.Select(v => Math.Log(v))]).Select(v => Math.Exp(v))];
        return Linear(values);
    }

    private static double[] Linear(double[] centers)
    {
        if (centers.Length == 1)
            return [centers[0] - 0.5, centers[0] + 0.5];
        var edges = new double[centers.Length + 1];
        for (var i = 1; i < centers.Length; i++)
            edges[i] = centers[i - 1] / 2 + centers[i] / 2;
        edges[0] = 2 * centers[0] - edges[1];
        edges[^1] = 2 * centers[^1] - edges[^2];
        return edges;
    }
}
