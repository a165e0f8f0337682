namespace MlPhys.SparseIdentification.Derivatives;

/// <summary>Chooses a window by leave-one-out cross-validation: the residual of a left-out sample is that of the full fit
/// over one less the weight of the sample in its own estimate.</summary>
internal sealed record CrossValidated : Derivative
{
    private const int Order = 4;
    private static readonly int[] HalfWidths = [3, 4, 5, 7, 10, 14, 20, 28, 40, 56];

    /// <summary>The half-width that cross-validation prefers.</summary>
    public static int HalfWidth(double[] times, double[] values) =>
        HalfWidths
            .Where(h => 2 * h + 1 <= times.Length)
            .DefaultIfEmpty(2)
            .MinBy(h =>
            {
                var (smooth, leverage) = new LocalPolynomial(times, h, Order).Apply(values);
                return values.Zip(smooth, (x, s) => (x - s) * (x - s)).Sum() / ((1 - leverage) * (1 - leverage));
            });

    private protected override double[] Estimate(double[] times, double[] values) =>
        new LocalPolynomial(times, HalfWidth(times, values), Order).Apply(values, 1).Values;
}
