using MathNet.Numerics.Distributions;
using MlPhys.Numerics.LinearAlgebra;

namespace MlPhys.Numerics.Statistics;

/// <summary>The mean of measurements with known errors, weighted by their inverse squares.</summary>
/// <param name="Mean">Weighted mean.</param>
/// <param name="StandardError">Standard error from the given errors.</param>
/// <param name="ChiSquare">Sum of squared deviations from the mean in units of the errors.</param>
/// <param name="DegreesOfFreedom">Measurements less one.</param>
public sealed record WeightedMean(double Mean, double StandardError, double ChiSquare, int DegreesOfFreedom)
{
    /// <summary>The probability of a chi-square this large by chance; small: the errors are too small, or the values differ. 1 for one measurement.</summary>
    public double Probability => DegreesOfFreedom > 0 ? 1 - ChiSquared.CDF(DegreesOfFreedom, ChiSquare) : 1;

    /// <summary>Combines measurements of one quantity.</summary>
    /// <param name="values">At least one finite number.</param>
    /// <param name="errors">Standard error of each, finite and above 0.</param>
    /// <exception cref="ArgumentException">There is none, lengths differ, a value is not finite or an error is not above 0.</exception>
    public static WeightedMean Of(double[] values, double[] errors)
    {
        Series.Require(values, 1, nameof(values));
        Matrix.RequireFinite(errors, values.Length, nameof(errors));
        var wrong = Array.FindIndex(errors, e => e <= 0);
        if (wrong >= 0)
            throw new ArgumentException($"errors[{wrong}] is {errors[wrong]}; errors are above 0", nameof(errors));
        var weights = Array.ConvertAll(errors, e => 1 / (e * e));
        var mean = values.Zip(weights, (v, w) => v * w).Sum() / weights.Sum();
        var chi = values.Zip(weights, (v, w) => w * (v - mean) * (v - mean)).Sum();
        return new WeightedMean(mean, Math.Sqrt(1 / weights.Sum()), chi, values.Length - 1);
    }
}
