using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

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
        var codes = new double[values.Length];
        AddCodes(values, 1, codes);
        return Array.ConvertAll(codes, code => (int)code);
    }

    /// <summary>Adds stride times the bin of each value to its code: the place in a table of several axes.</summary>
    internal void AddCodes(ReadOnlySpan<double> values, double stride, Span<double> codes)
    {
        var scale = Scale(values);
        var (low, perWidth, last) = (Low + Margin, Bins / (High - Low), Bins - 1.0);
        var width = Vector512<double>.Count;
        var i = 0;
        for (; i + width <= values.Length; i += width)
        {
            var value = Vector512.Create(values[i..]);
            if (IsAdaptive)
                value /= scale;
            var clamped = Vector512.MinNative(
                Vector512.MaxNative(value, Vector512.Create(low)),
                Vector512.Create(High)
            );
            var index = Vector512.Ceiling((clamped - Vector512.Create(Low)) * perWidth) - Vector512<double>.One;
            index = Vector512.MinNative(Vector512.MaxNative(index, Vector512<double>.Zero), Vector512.Create(last));
            (Vector512.Create<double>(codes[i..]) + stride * index).CopyTo(codes[i..]);
        }
        for (; i < values.Length; i++)
        {
            var clamped = Math.Min(Math.Max(values[i] / scale, low), High);
            codes[i] += stride * Math.Min(Math.Max(Math.Ceiling((clamped - Low) * perWidth) - 1, 0), last);
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
        if (TensorPrimitives.IsNaNAny(values))
            throw new ArgumentException(
                $"value {values.ToArray().AsSpan().IndexOf(double.NaN)} is NaN, expected numbers",
                nameof(values)
            );
        return IsAdaptive && TensorPrimitives.MaxMagnitude(values) is var m && m != 0 ? Math.Abs(m) : 1;
    }
}
