namespace MlPhys.SparseIdentification.Derivatives;

/// <summary>Smooths by the moving polynomial whose window has the least risk by Stein's estimate
/// |x - Sx|^2/n + 2 sigma^2 tr S/n, which needs no truth.</summary>
internal static class SteinSmoother
{
    private const int Order = 3;
    private static readonly int[] HalfWidths = [2, 3, 4, 6, 8, 11, 15, 20, 28, 40, 55, 75];

    /// <summary>The smoothed signal; the signal itself where no window lowers the risk.</summary>
    public static double[] Smooth(double[] times, double[] values, double sigma)
    {
        var (best, least) = (values, 2 * sigma * sigma);
        foreach (var halfWidth in HalfWidths.Where(h => 2 * h + 1 < times.Length))
        {
            var (smooth, leverage) = new LocalPolynomial(times, halfWidth, Order).Apply(values);
            var risk = values.Zip(smooth, (x, s) => (x - s) * (x - s)).Average() + 2 * sigma * sigma * leverage;
            if (risk < least)
                (best, least) = (smooth, risk);
            else if (risk > 10 * least)
                break;
        }
        return best;
    }
}
