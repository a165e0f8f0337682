using System.Collections.Immutable;
using System.Globalization;

namespace MlPhys.Figures.Scales;

/// <summary>Ticks of a logarithmic axis: powers of ten; over few decades also 2 and 5 times them, over less all digits.</summary>
internal static class LogTicks
{
    private const int Most = 8; // powers of ten are short labels: half as many again as desired may stand
    private const int MostMinor = 40;
    private static readonly int[] Strides = [1, 2, 3, 5, 10, 20, 30, 50, 100, 200];

    public static TickSet For(double low, double high, int desired)
    {
        var decades = Values(low, high, [1]);
        if (decades.Length >= 3)
            return Decades(low, high, decades, Math.Clamp(desired * 3 / 2, 3, Most));
        int[][] choices =
        [
            [1, 2, 5],
            [1, 2, 3, 5],
            [1, 2, 3, 4, 5, 6, 7, 8, 9],
        ];
        foreach (var digits in choices)
            if (Values(low, high, digits) is { Length: >= 3 and <= 10 } values)
                return new TickSet(
                    values,
                    [.. values.Select(v => Label(v, low, high))],
                    Values(low, high, choices[^1])
                );
        return LinearTicks.For(low, high, desired);
    }

    /// <summary>Every decade, or every 2nd, 5th, 10th, ...: the finest stride that keeps to the number desired.</summary>
    private static TickSet Decades(double low, double high, ImmutableArray<double> decades, int desired)
    {
        var strides = Strides.Where(stride => Every(decades, stride).Length >= 3).ToArray();
        var stride = strides.FirstOrDefault(s => Every(decades, s).Length <= desired, strides[^1]);
        var major = Every(decades, stride);
        ImmutableArray<double> minor =
            stride == 1 ? Values(low, high, [2, 3, 4, 5, 6, 7, 8, 9])
            : decades.Length <= MostMinor ? decades
            : [];
        return new TickSet(major, [.. major.Select(v => Label(v, low, high))], minor);
    }

    private static ImmutableArray<double> Every(ImmutableArray<double> decades, int stride) =>
        [.. decades.Where(d => Exponent(d) % stride == 0)];

    /// <summary>All digit x 10^k in the range.</summary>
    private static ImmutableArray<double> Values(double low, double high, int[] digits)
    {
        var values = ImmutableArray.CreateBuilder<double>();
        for (var k = (int)Math.Floor(Math.Log10(low)); k <= (int)Math.Ceiling(Math.Log10(high)); k++)
            foreach (var digit in digits)
                if (Of(digit, k) is var value && value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9))
                    values.Add(Math.Clamp(value, low, high));
        return values.ToImmutable();
    }

    private static double Of(int digit, int power) =>
        double.Parse(string.Create(CultureInfo.InvariantCulture, $"{digit}E{power}"), CultureInfo.InvariantCulture);

    private static int Exponent(double decade) => (int)Math.Round(Math.Log10(decade));

    private static string Label(double value, double low, double high)
    {
        if (low >= 0.9e-3 && high <= 1.1e4)
            return value.ToString("0.####", CultureInfo.InvariantCulture);
        var power = (int)Math.Floor(Math.Log10(value) + 1e-9);
        var digit = (int)Math.Round(value / Of(1, power));
        return digit == 1 ? $"10^{{{power}}}" : $"{digit}×10^{{{power}}}";
    }
}
