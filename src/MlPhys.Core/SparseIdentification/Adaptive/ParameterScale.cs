using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Libraries;

namespace MlPhys.SparseIdentification.Adaptive;

/// <summary>An inner parameter as the search sees it: a bounded coordinate, logarithmic where the parameter is positive.</summary>
/// <param name="Low">Lower end of the coordinate.</param>
/// <param name="High">Upper end of the coordinate.</param>
/// <param name="IsLog">Whether the parameter is the exponential of the coordinate.</param>
internal readonly record struct ParameterScale(double Low, double High, bool IsLog)
{
    private const double Margin = 30;

    /// <summary>The parameter's value at a coordinate.</summary>
    public double Value(double coordinate) => IsLog ? Math.Exp(coordinate) : coordinate;

    /// <summary>The derivative of the value by the coordinate.</summary>
    public double Slope(double coordinate) => IsLog ? Math.Exp(coordinate) : 1;

    /// <summary>Whether the coordinate lies at an end of its range.</summary>
    public bool IsAtBound(double coordinate) =>
        coordinate <= Low + 1e-6 * (High - Low) || coordinate >= High - 1e-6 * (High - Low);

    /// <summary>The scales of a candidate's parameters: given bounds, else the magnitudes of the variables that the
    /// parameter compares with.</summary>
    public static ParameterScale[] Of(Candidate candidate, IReadOnlyList<double[]> columns)
    {
        var ranges = columns.Select(Range).ToArray();
        var exponents = Dimensions.OfParameters(candidate.Body, columns.Count);
        return
        [
            .. candidate.Parameters.Select(
                (p, k) =>
                {
                    var powers = exponents[k];
                    return Of(
                        p,
                        Math.Exp(powers.Zip(ranges, (e, r) => Math.Min(e * r.Low, e * r.High)).Sum()) / Margin,
                        Math.Exp(powers.Zip(ranges, (e, r) => Math.Max(e * r.Low, e * r.High)).Sum()) * Margin
                    );
                }
            ),
        ];
    }

    private static ParameterScale Of(FreeParameter parameter, double low, double high)
    {
        var lower = parameter.Lower ?? Math.Min(low, parameter.Upper / Margin ?? low);
        var upper = parameter.Upper ?? Math.Max(high, lower * Margin);
        if (!(lower < upper) || !double.IsFinite(upper - lower))
            throw new ArgumentException(
                $"parameter '{parameter.Name}' has bounds {lower} to {upper}, expected finite and rising ones",
                nameof(parameter)
            );
        return lower > 0 ? new(Math.Log(lower), Math.Log(upper), true) : new(lower, upper, false);
    }

    /// <summary>The logarithms of a column's smallest and largest magnitude, the smallest no less than 1e-4 of the largest.</summary>
    private static (double Low, double High) Range(double[] column)
    {
        var largest = column.Max(Math.Abs);
        if (largest == 0)
            return (0, 0);
        var smallest = column.Where(x => x != 0).Min(Math.Abs);
        return (Math.Log(Math.Max(smallest, 1e-4 * largest)), Math.Log(largest));
    }
}
