using System.Globalization;

namespace MlPhys.SparseIdentification.Tables;

/// <summary>Writes units of derived quantities as products of powers of given ones.</summary>
internal static class Units
{
    /// <summary>The unit prod_i units[i]^exponents[i] as text; empty where all are dimensionless.</summary>
    public static string Product(IEnumerable<(string Unit, double Exponent)> factors) =>
        string.Join(
            ' ',
            factors
                .Where(f => f.Unit.Length > 0 && Math.Abs(f.Exponent) > 1e-9)
                .GroupBy(f => f.Unit, f => f.Exponent, StringComparer.Ordinal)
                .Select(g => (Unit: g.Key, Exponent: g.Sum()))
                .Where(f => Math.Abs(f.Exponent) > 1e-9)
                .Select(f => f.Exponent == 1 ? f.Unit : Power(f.Unit, f.Exponent))
        );

    private static string Power(string unit, double exponent)
    {
        var simple = unit.All(char.IsLetter);
        return (simple ? unit : $"({unit})") + "^" + exponent.ToString("0.###", CultureInfo.InvariantCulture);
    }
}
