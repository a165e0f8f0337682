namespace MlPhys.Figures.Scales;

/// <summary>The map between data and pixels along one axis; a reversed axis has its start pixel past its end.</summary>
internal readonly record struct AxisScale(double Low, double High, bool IsLog, double Start, double End)
{
    public double ToPixel(double value) => Start + Fraction(value) * (End - Start);

    public double ToData(double pixel)
    {
        var fraction = (pixel - Start) / (End - Start);
        return IsLog
            ? Math.Pow(10, Math.Log10(Low) + fraction * (Math.Log10(High) - Math.Log10(Low)))
            : Low * (1 - fraction) + High * fraction;
    }

    /// <summary>Whether a value can stand on the axis at all.</summary>
    public bool Takes(double value) => Math.Abs(value) <= DataRange.Largest && (!IsLog || value > 0);

    public double Length => Math.Abs(End - Start);

    /// <summary>The pixel where bars begin: zero, or the low end of a logarithmic axis.</summary>
    public double Base => IsLog ? Start : ToPixel(0);

    private double Fraction(double value) =>
        IsLog
            ? (Math.Log10(value) - Math.Log10(Low)) / (Math.Log10(High) - Math.Log10(Low))
            : (value - Low) / (High - Low);
}
