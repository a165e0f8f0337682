using MlPhys.Turbulence.Gradients;

namespace MlPhys.Turbulence.Statistics;

/// <summary>Sums of S(t):S(t+τ), W(t):W(t+τ) and their number for each lag, in blocks of start times or of trajectories.</summary>
internal static class LaggedSums
{
    /// <returns>For each lag three numbers: strain, rotation, count.</returns>
    public static BlockSums Of(VelocityGradients data, int lags, int blocks)
    {
        var times = data.Times.Length;
        var isByTime = times - lags >= 2 * blocks;
        blocks = isByTime ? blocks : Math.Min(blocks, data.Trajectories);
        var sums = new BlockSums(blocks, 3 * lags);
        var x = new double[8 * times];
        for (var p = 0; p < data.Trajectories; p++)
        {
            for (var t = 0; t < times; t++)
                TraceFree.Coordinates(data.Values.AsSpan(9 * (p * times + t), 9), x.AsSpan(8 * t, 8));
            for (var t = 0; t < times; t++)
            {
                var block = isByTime ? (int)((long)t * blocks / times) : (int)((long)p * blocks / data.Trajectories);
                Add(x, t, Math.Min(lags, times - t), sums[block]);
            }
        }
        return sums;
    }

    private static void Add(double[] x, int t, int lags, Span<double> sums)
    {
        var a = x.AsSpan(8 * t, 8);
        for (var lag = 0; lag < lags; lag++)
        {
            var b = x.AsSpan(8 * (t + lag), 8);
            sums[3 * lag] += a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3] + a[4] * b[4];
            sums[3 * lag + 1] += a[5] * b[5] + a[6] * b[6] + a[7] * b[7];
            sums[3 * lag + 2]++;
        }
    }
}
