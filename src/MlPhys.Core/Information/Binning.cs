namespace MlPhys.Information;

/// <summary>How a continuous variable becomes a discrete one: bins of equal width, closed on the right.</summary>
/// <remarks>The bins of infomorphic neurons (arXiv 2412.02482): index = ceil((z - low) / width) - 1 after clamping.</remarks>
public sealed record Binning
{
    private const double Margin = 1e-4;

    private Binning(int bins, double low, double high, bool isAdaptive) =>
        (Bins, Low, High, IsAdaptive) = (bins, low, high, isAdaptive);

    /// <summary>Number of bins.</summary>
    public int Bins { get; }

    /// <summary>Lower edge; values below low + 1e-4 are clamped to it.</summary>
    public double Low { get; }

    /// <summary>Upper edge; values above are clamped to it.</summary>
    public double High { get; }

    /// <summary>Whether values are first divided by the largest magnitude among them.</summary>
    public bool IsAdaptive { get; }

    /// <summary>Bins between two edges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No bin, or edges that are not finite and increasing.</exception>
    public static Binning Fixed(int bins, double low, double high)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        return double.IsFinite(low) && double.IsFinite(high) && low + Margin < high
            ? new Binning(bins, low, high, isAdaptive: false)
            : throw new ArgumentOutOfRangeException(
                nameof(high),
                FormattableString.Invariant($"edges must be finite and increasing, found {low} and {high}")
            );
    }

    /// <summary>Bins over [-1, 1] after division by the largest magnitude of the sample.</summary>
    /// <exception cref="ArgumentOutOfRangeException">No bin.</exception>
    public static Binning Adaptive(int bins)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        return new Binning(bins, -1, 1, isAdaptive: true);
    }

    /// <summary>The bin of every value, 0 to Bins - 1.</summary>
    /// <exception cref="ArgumentException">A value that is not a number.</exception>
    public int[] Indices(ReadOnlySpan<double> values)
    {
        var indices = new int[values.Length];
        Indices(values, indices);
        return indices;
    }

    internal void Indices(ReadOnlySpan<double> values, Span<int> indices)
    {
        var scale = Scale(values);
        var (low, perWidth, last) = (Low + Margin, Bins / (High - Low), Bins - 1);
        for (var i = 0; i < values.Length; i++)
        {
            var clamped = Math.Min(Math.Max(values[i] / scale, low), High);
            indices[i] = Math.Min(Math.Max((int)Math.Ceiling((clamped - Low) * perWidth) - 1, 0), last);
        }
    }

    /// <summary>Fraction of the values that lie outside the edges.</summary>
    public double FractionClamped(ReadOnlySpan<double> values)
    {
        var scale = Scale(values);
        var clamped = 0;
        foreach (var value in values)
            if (value / scale < Low || value / scale > High)
                clamped++;
        return values.Length == 0 ? 0 : (double)clamped / values.Length;
    }

    private double Scale(ReadOnlySpan<double> values)
    {
        var largest = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i]))
                throw new ArgumentException($"value {i} is NaN, expected numbers", nameof(values));
            largest = Math.Max(largest, Math.Abs(values[i]));
        }
        return IsAdaptive && largest > 0 ? largest : 1;
    }
}
