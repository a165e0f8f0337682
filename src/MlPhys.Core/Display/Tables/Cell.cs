using System.Globalization;

namespace MlPhys.Display.Tables;

/// <summary>How one value of a table is written.</summary>
internal static class Cell
{
    private const int SignificantDigits = 5;

    public static bool IsNumber(object value) =>
        value
            is double
                or float
                or decimal
                or Half
                or byte
                or sbyte
                or short
                or ushort
                or int
                or uint
                or long
                or ulong
                or System.Numerics.BigInteger;

    /// <summary>The shown forms of a column's values: floating numbers with a common count of decimals where their sizes allow.</summary>
    public static string[] Format(IReadOnlyList<object?> values)
    {
        var decimals = CommonDecimals([.. values.Select(AsFloating).OfType<double>().Where(double.IsFinite)]);
        return [.. values.Select(v => Format(v, decimals))];
    }

    /// <summary>The value at full precision, for files.</summary>
    public static string Exact(object? value) =>
        value switch
        {
            null => "",
            IFormattable formattable => formattable.ToString(
                value is DateTime ? "o" : null,
                CultureInfo.InvariantCulture
            ),
            _ => value.ToString() ?? "",
        };

    private static string Format(object? value, int? decimals) =>
        value is null ? "–"
        : AsFloating(value) is { } number ? Number(number, decimals)
        : value is bool truth ? (truth ? "true" : "false")
        : Exact(value);

    private static string Number(double value, int? decimals) =>
        double.IsNaN(value) ? "NaN"
        : double.IsInfinity(value) ? (value > 0 ? "∞" : "-∞")
        : decimals is { } places ? value.ToString("F" + places, CultureInfo.InvariantCulture)
        : value == 0 ? "0"
        : Math.Abs(value) is >= 1e-4 and < 1e7 ? Plain(value)
        : value.ToString("0.####e+00", CultureInfo.InvariantCulture);

    private static string Plain(double value) =>
        value.ToString(
            "0." + new string('#', Math.Max(0, SignificantDigits - 1 - Exponent(value))),
            CultureInfo.InvariantCulture
        );

    /// <summary>Decimals for all values, where the largest is at most a thousand times the smallest.</summary>
    private static int? CommonDecimals(double[] values)
    {
        double[] sizes = [.. values.Select(Math.Abs).Where(v => v > 0)];
        if (sizes.Length == 0 || sizes.Max() > 1000 * sizes.Min() || sizes.Max() >= 1e7 || sizes.Min() < 1e-4)
            return null;
        var most = Math.Clamp(SignificantDigits - 1 - Exponent(sizes.Max()), 0, 10);
        return Enumerable.Range(0, most).Cast<int?>().FirstOrDefault(d => sizes.All(v => IsRound(v, d!.Value, most)))
            ?? most;
    }

    private static bool IsRound(double value, int decimals, int most) =>
        value.ToString("F" + most, CultureInfo.InvariantCulture)
        == Math.Round(value, decimals).ToString("F" + most, CultureInfo.InvariantCulture);

    private static int Exponent(double value) => (int)Math.Floor(Math.Log10(Math.Abs(value)));

    private static double? AsFloating(object? value) =>
        value switch
        {
            double d => d,
            float f => f,
            Half h => (double)h,
            _ => null,
        };
}
