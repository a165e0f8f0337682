namespace MlPhys.SparseIdentification.Derivatives;

/// <summary>Chooses an estimator by cross-validation: the residual of a left-out sample is that of the full fit over one
/// less the weight of the sample in its own estimate.</summary>
internal sealed record CrossValidated : Derivative
{
    private const int Order = 4;
    private const int LongestForAll = 200_000;
    private static readonly int[] HalfWidths = [3, 4, 5, 7, 10, 14, 20, 28, 40, 56];

    /// <summary>The moving polynomial whose window predicts left-out samples best.</summary>
    public static SmoothedSignal BestWindow(double[] times, double[] values) =>
        Windows(times).Select(w => w.Estimate(times, values)).MinBy(s => s.LeftOutDeviation)!;

    private protected override SmoothedSignal Smooth(double[] times, double[] values) =>
        Others(times)
            .Select(r => r.Estimate(times, values))
            .Prepend(BestWindow(times, values))
            .MinBy(s => s.LeftOutDeviation)!;

    private static IEnumerable<Derivative> Windows(double[] times)
    {
        foreach (var halfWidth in HalfWidths.Where(h => 2 * h + 1 <= times.Length))
            yield return SavitzkyGolay(halfWidth, Order);
        if (times.Length < 2 * HalfWidths[0] + 1)
            yield return SavitzkyGolay(2);
    }

    private static IEnumerable<Derivative> Others(double[] times)
    {
        if (times.Length > LongestForAll)
            yield break;
        yield return SmoothingSpline;
        if (LocalPolynomial.IsEven(times))
            yield return Spectral();
    }
}
