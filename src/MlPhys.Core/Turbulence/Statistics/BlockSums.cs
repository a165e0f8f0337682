using MlPhys.Numerics.Random;

namespace MlPhys.Turbulence.Statistics;

/// <summary>Sums of several quantities over blocks of the data, and what the bootstrap over blocks says of any function of their means.</summary>
/// <remarks>Künsch, Ann. Stat. 17, 1217 (1989): resampling whole blocks keeps the correlations within them.</remarks>
internal sealed class BlockSums(int blocks, int quantities)
{
    private readonly double[][] sums = [.. Enumerable.Range(0, blocks).Select(_ => new double[quantities])];

    public int Blocks => blocks;

    public Span<double> this[int block] => sums[block];

    /// <summary>Sums of all blocks.</summary>
    public double[] Total => Sum(Enumerable.Range(0, blocks));

    /// <summary>Totals of resampled data: the draws depend on the stream and the number of blocks alone.</summary>
    public double[][] Resampled(RandomStream stream, int resamples) =>
        [
            .. Enumerable
                .Range(0, resamples)
                .Select(_ => Sum(Enumerable.Range(0, blocks).Select(_ => (int)stream.Integer(blocks)))),
        ];

    /// <summary>Standard deviation over the resamples.</summary>
    public static double Error(double[][] resampled, Func<double[], double> statistic)
    {
        var values = resampled.Select(statistic).Where(double.IsFinite).ToArray();
        if (values.Length < 2)
            return double.NaN;
        var mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }

    private double[] Sum(IEnumerable<int> chosen)
    {
        var total = new double[quantities];
        foreach (var block in chosen)
        {
            var part = sums[block];
            for (var i = 0; i < quantities; i++)
                total[i] += part[i];
        }
        return total;
    }
}
