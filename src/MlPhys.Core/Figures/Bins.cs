namespace MlPhys.Figures;

/// <summary>Equal bins of a sample.</summary>
internal static class Bins
{
    private const int Most = 500;

    public static (double[] Edges, double[] Heights) Of(double[] sample, int? bins, bool density)
    {
        if (bins is { } asked)
            ArgumentOutOfRangeException.ThrowIfLessThan(asked, 1, nameof(bins));
        if (sample.Length == 0)
            return ([0], []);
        Array.Sort(sample);
        var (low, high) = Widened(sample[0], sample[^1]);
        var count = bins ?? Automatic(sample, high - low);
        var width = (high - low) / count;
        double[] edges = [.. Enumerable.Range(0, count).Select(i => low + i * width), high];
        var heights = new double[count];
        foreach (var value in sample)
            heights[Math.Clamp((int)((value - low) / width), 0, count - 1)]++;
        if (density)
            for (var i = 0; i < count; i++)
                heights[i] /= sample.Length * width;
        return (edges, heights);
    }

    private static (double Low, double High) Widened(double low, double high)
    {
        var least = Math.Max(Math.Max(Math.Abs(low), Math.Abs(high)) * 1e-9, 1e-290);
        return high - low > least ? (low, high) : (low - Math.Max(0.5, least), high + Math.Max(0.5, least));
    }

    /// <summary>Freedman and Diaconis: width 2 IQR / n^(1/3); Sturges where the quartiles coincide.</summary>
    private static int Automatic(double[] sorted, double span)
    {
        var spread = sorted[(int)(0.75 * (sorted.Length - 1))] - sorted[(int)(0.25 * (sorted.Length - 1))];
        var wanted = spread > 0 ? span * Math.Cbrt(sorted.Length) / (2 * spread) : 1 + Math.Log2(sorted.Length);
        return (int)Math.Ceiling(Math.Clamp(wanted, 1, Most));
    }
}
