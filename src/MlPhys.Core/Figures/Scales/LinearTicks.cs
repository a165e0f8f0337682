using System.Collections.Immutable;
using System.Globalization;

namespace MlPhys.Figures.Scales;

/// <summary>Ticks at multiples of 1, 2 or 5 times a power of ten.</summary>
internal static class LinearTicks
{
    private const double Slack = 1e-9;
    private static readonly int[] Digits = [1, 2, 5];

    /// <summary>Between 3 and 10 ticks in [low, high], their number as near to <paramref name="desired"/> as round steps allow.</summary>
    public static TickSet For(double low, double high, int desired)
    {
        var (digit, power) = Step(low, high, desired);
        var values = Multiples(low, high, digit, power);
        var exponent = CommonExponent(Math.Max(Math.Abs(low), Math.Abs(high)));
        var decimals = Math.Max(0, exponent - power);
        var scale = Power(1, exponent);
        return new TickSet(
            values,
            [.. values.Select(v => Text(v / scale, decimals))],
            Minor(low, high, digit, power),
            exponent == 0 ? "" : $"×10^{{{exponent}}}"
        );
    }

    /// <summary>A number with a real minus sign.</summary>
    public static string Text(double value, int decimals) =>
        value.ToString("F" + decimals, CultureInfo.InvariantCulture).TrimStart('-') is var digits && value < 0
            ? "−" + digits
            : digits;

    private static (int Digit, int Power) Step(double low, double high, int desired)
    {
        var span = high - low;
        var decade = (int)Math.Floor(Math.Log10(span));
        return (
            from power in Enumerable.Range(decade - 2, 4)
            from digit in Digits
            let intervals = span / Power(digit, power)
            where intervals is >= 2 and < 9 && Multiples(low, high, digit, power).Length >= 3
            orderby Math.Abs(Math.Log(intervals / desired))
            select (digit, power)
        ).First();
    }

    private static ImmutableArray<double> Multiples(double low, double high, int digit, int power)
    {
        var step = Power(digit, power);
        var (first, last) = (Math.Ceiling(low / step - Slack), Math.Floor(high / step + Slack));
        var values = ImmutableArray.CreateBuilder<double>();
        for (var k = first; k <= last; k++)
            values.Add(Math.Clamp(Power(k * digit, power), low, high));
        return values.ToImmutable();
    }

    private static ImmutableArray<double> Minor(double low, double high, int digit, int power) =>
        digit switch
        {
            1 => Multiples(low, high, 2, power - 1),
            2 => Multiples(low, high, 5, power - 1),
            _ => Multiples(low, high, 1, power),
        };

    /// <summary>mantissa x 10^power, correctly rounded.</summary>
    private static double Power(double mantissa, int power) =>
        double.Parse(
            string.Create(CultureInfo.InvariantCulture, $"{mantissa:F0}E{power}"),
            CultureInfo.InvariantCulture
        );

    private static int CommonExponent(double size)
    {
        var exponent = (int)Math.Floor(Math.Log10(size) + 1e-12);
        return exponent is >= 5 or <= -4 ? exponent : 0;
    }
}
