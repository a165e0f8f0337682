namespace MlPhys.Figures.Scales;

/// <summary>The map from values to positions on a colour scale.</summary>
internal sealed record ColorAxis(ColorScale Scale, string Label, double Low, double High, bool IsLog)
{
    /// <summary>Ends from the chosen range or from the data; symmetric about zero for a diverging scale over both signs.</summary>
    public static ColorAxis Of(ColorMap map, IEnumerable<double> values)
    {
        var scale = ColorScale.Named(map.ColorScale);
        var range = new DataRange(map.IsLog);
        foreach (var value in values)
            range.IncludeEdge(value);
        var (low, high) = map.Range is { } chosen ? DataRange.Chosen(chosen, map.IsLog) : range.Padded();
        if (map.Range is null && scale.IsDiverging && !map.IsLog && low < 0 && high > 0)
            (low, high) = (-Math.Max(-low, high), Math.Max(-low, high));
        return new ColorAxis(scale, map.Label, low, high, map.IsLog);
    }

    /// <summary>Position in [0, 1]; NaN where the value has no colour.</summary>
    public double Position(double value) =>
        !double.IsFinite(value) || (IsLog && value <= 0)
            ? double.NaN
            : Math.Clamp(new AxisScale(Low, High, IsLog, 0, 1).ToPixel(value), 0, 1);

    /// <summary>Colour of a value.</summary>
    public string Color(double value) => Scale.At(Position(value));
}
