namespace MlPhys.Numerics.Statistics;

/// <summary>Mean, variance, skewness and kurtosis of numbers that arrive one by one or in parts, without storing them.</summary>
/// <remarks>Welford, Technometrics 4, 419 (1962); merging after Chan, Golub and LeVeque (1979) and Pébay, SAND2008-6212 (2008).</remarks>
public sealed class RunningMoments
{
    private double second;
    private double third;
    private double fourth;

    /// <summary>How many numbers were added.</summary>
    public long Count { get; private set; }

    /// <summary>Mean; NaN before the first number.</summary>
    public double Mean => Count > 0 ? mean : double.NaN;

    private double mean;

    /// <summary>Unbiased variance (divided by n - 1); NaN below two numbers.</summary>
    public double Variance => Count > 1 ? second / (Count - 1) : double.NaN;

    /// <summary>Square root of the variance.</summary>
    public double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>Standard error of the mean of independent numbers.</summary>
    public double StandardError => Math.Sqrt(Variance / Count);

    /// <summary>Third central moment over the 3/2 power of the second, both divided by n; NaN where the variance is 0.</summary>
    public double Skewness => Math.Sqrt(Count) * third / Math.Pow(second, 1.5);

    /// <summary>Fourth central moment over the square of the second, less 3: 0 for a Gaussian; NaN where the variance is 0.</summary>
    public double ExcessKurtosis => Count * fourth / (second * second) - 3;

    /// <summary>The moments of a series.</summary>
    /// <param name="values">Finite numbers.</param>
    /// <exception cref="ArgumentException">A number is not finite.</exception>
    public static RunningMoments Of(IEnumerable<double> values)
    {
        var moments = new RunningMoments();
        foreach (var value in values)
            moments.Add(value);
        return moments;
    }

    /// <summary>Adds a number.</summary>
    /// <param name="value">A finite number.</param>
    /// <exception cref="ArgumentException">The number is not finite.</exception>
    public void Add(double value)
    {
        if (!double.IsFinite(value))
            throw new ArgumentException($"number {Count} is {value}; only finite numbers have moments", nameof(value));
        var n = ++Count;
        var delta = value - mean;
        var part = delta / n;
        var term = delta * part * (n - 1);
        mean += part;
        fourth += term * part * part * ((double)n * n - 3.0 * n + 3) + 6 * part * part * second - 4 * part * third;
        third += term * part * (n - 2) - 3 * part * second;
        second += term;
    }

    /// <summary>The moments of both sets of numbers together; neither is changed.</summary>
    /// <param name="other">The other set.</param>
    public RunningMoments Merge(RunningMoments other)
    {
        if (Count == 0 || other.Count == 0)
            return Count == 0 ? other.Copy() : Copy();
        var (a, b) = ((double)Count, (double)other.Count);
        var n = a + b;
        var delta = other.mean - mean;
        var square = delta * delta;
        return new RunningMoments
        {
            Count = Count + other.Count,
            mean = mean + delta * b / n,
            second = second + other.second + square * a * b / n,
            third =
                third
                + other.third
                + delta * square * a * b * (a - b) / (n * n)
                + 3 * delta * (a * other.second - b * second) / n,
            fourth =
                fourth
                + other.fourth
                + square * square * a * b * (a * a - a * b + b * b) / (n * n * n)
                + 6 * square * (a * a * other.second + b * b * second) / (n * n)
                + 4 * delta * (a * other.third - b * third) / n,
        };
    }

    private RunningMoments Copy() => (RunningMoments)MemberwiseClone();
}
