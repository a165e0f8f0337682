namespace MlPhys.Figures.Scales;

/// <summary>Collects the values that an axis must show; ends at a range of positive length.</summary>
internal sealed class DataRange(bool isLog)
{
    /// <summary>Larger values cannot be drawn: their differences would overflow.</summary>
    public const double Largest = 1e305;

    private const double Smallest = 1e-305;
    private const double Margin = 0.04;
    private double _low = double.PositiveInfinity;
    private double _high = double.NegativeInfinity;
    private double _hardLow = double.PositiveInfinity;
    private double _hardHigh = double.NegativeInfinity;

    public void Include(double value)
    {
        if (!(Math.Abs(value) <= Largest) || (isLog && value < Smallest))
            return;
        (_low, _high) = (Math.Min(_low, value), Math.Max(_high, value));
    }

    /// <summary>Includes a value beyond which, if it is the outermost, no margin is left: base of bars, edge of a map.</summary>
    public void IncludeEdge(double value)
    {
        Include(value);
        (_hardLow, _hardHigh) = (Math.Min(_hardLow, value), Math.Max(_hardHigh, value));
    }

    /// <summary>The range with margins; of no data (0, 1), or (1, 10) on a logarithmic axis.</summary>
    public (double Low, double High) Padded()
    {
        if (_low > _high)
            return isLog ? (1, 10) : (0, 1);
        return isLog ? PaddedLog() : PaddedLinear();
    }

    /// <summary>A chosen range, widened where its ends coincide.</summary>
    public static (double Low, double High) Chosen((double Low, double High) range, bool isLog)
    {
        var chosen = new DataRange(isLog);
        chosen.IncludeEdge(Math.Clamp(range.Low, -Largest, Largest));
        chosen.IncludeEdge(Math.Clamp(range.High, -Largest, Largest));
        return chosen.Padded();
    }

    private (double, double) PaddedLinear()
    {
        var size = Math.Max(Math.Abs(_low), Math.Abs(_high));
        if (_high - _low <= Math.Max(1e-11 * size, Smallest))
        {
            var around = size > Smallest * 1e12 ? 0.1 * size : 1;
            return (_low - around, _high + around);
        }
        var margin = Margin * (_high - _low);
        return (_low - (_hardLow <= _low ? 0 : margin), _high + (_hardHigh >= _high ? 0 : margin));
    }

    private (double, double) PaddedLog()
    {
        if (_high <= _low * (1 + 1e-9))
            return (_low / 3, _high * 3);
        var margin = Math.Pow(_high / _low is var ratio && double.IsFinite(ratio) ? ratio : 1e300, Margin);
        return (
            Math.Max(_low / (_hardLow <= _low ? 1 : margin), Smallest),
            Math.Min(_high * (_hardHigh >= _high ? 1 : margin), Largest)
        );
    }
}
