using MathNet.Numerics.Distributions;
using MlPhys.Numerics.Random;

namespace MlPhys.Core.Tests.Numerics.Random;

/// <summary>Draws at fixed seeds against the exact distributions, by Kolmogorov-Smirnov and chi-square.</summary>
public class DistributionTests
{
    private const int Draws = 200_000;

    /// <summary>sqrt(n) times the greatest distance of the distribution functions; above 1.95 with probability 0.001.</summary>
    private static double KolmogorovSmirnov(Func<double> draw, Func<double, double> cdf)
    {
        var x = Enumerable.Range(0, Draws).Select(_ => cdf(draw())).Order().ToArray();
        return Math.Sqrt(Draws) * x.Select((p, i) => Math.Max((i + 1.0) / Draws - p, p - i / (double)Draws)).Max();
    }

    /// <summary>The probability that chi-square exceeds what these counts give; cells below 5 expected are joined to one.</summary>
    private static double ChiSquareProbability(IEnumerable<(double Counted, double Expected)> cells)
    {
        var list = cells.ToArray();
        var rare = list.Where(c => c.Expected < 5).ToArray();
        var kept = list.Where(c => c.Expected >= 5).ToList();
        if (rare.Sum(c => c.Expected) is var expected and > 1)
            kept.Add((rare.Sum(c => c.Counted), expected));
        var chi = kept.Sum(c => (c.Counted - c.Expected) * (c.Counted - c.Expected) / c.Expected);
        return 1 - ChiSquared.CDF(kept.Count - 1, chi);
    }

    private static double ChiSquareProbability(Func<long> draw, Func<int, double> probability, int cells)
    {
        var counts = new double[cells];
        for (var i = 0; i < Draws; i++)
            counts[Math.Min(draw(), cells - 1)]++;
        return ChiSquareProbability(counts.Select((c, k) => (c, Draws * probability(k))));
    }

    [Fact]
    public void Continuous_distributions_have_their_distribution_functions()
    {
        var s = new RandomStream(20260101);
        Assert.InRange(KolmogorovSmirnov(s.Uniform, u => u), 0, 1.95);
        Assert.InRange(KolmogorovSmirnov(s.Gaussian, x => Normal.CDF(0, 1, x)), 0, 1.95);
        Assert.InRange(KolmogorovSmirnov(() => s.Exponential(2), x => Exponential.CDF(2, x)), 0, 1.95);
        foreach (var shape in new[] { 0.3, 1.0, 2.5, 40.0 })
            Assert.InRange(KolmogorovSmirnov(() => s.Gamma(shape, 3), x => Gamma.CDF(shape, 1 / 3.0, x)), 0, 1.95);
    }

    [Fact]
    public void Gaussian_moments_agree_to_four_sigma()
    {
        const int n = 2_000_000;
        var x = new RandomStream(4).Gaussians(n);
        double[] exact = [0, 1, 0, 3, 0, 15, 0, 105];
        double[] variance = [1, 2, 15, 96, 945, 10170, 135135, 2016000];
        for (var power = 1; power <= 8; power++)
        {
            var mean = x.Sum(v => Math.Pow(v, power)) / n;
            Assert.InRange((mean - exact[power - 1]) / Math.Sqrt(variance[power - 1] / n), -4, 4);
        }
    }

    [Fact]
    public void Gaussian_tail_beyond_the_ziggurat_has_its_weight_and_shape()
    {
        const int n = 20_000_000;
        var stream = new RandomStream(8);
        var chunk = new double[100_000];
        var beyond = new double[4];
        for (var done = 0; done < n; done += chunk.Length)
        {
            stream.FillGaussian(chunk);
            foreach (var x in chunk)
                for (var k = 0; k < 4; k++)
                    if (Math.Abs(x) > 3.6541528853610088 + 0.3 * k)
                        beyond[k]++;
        }
        for (var k = 0; k < 4; k++)
        {
            var expected = 2 * n * Normal.CDF(0, 1, -3.6541528853610088 - 0.3 * k);
            Assert.InRange((beyond[k] - expected) / Math.Sqrt(expected), -4, 4);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1000)]
    public void Integers_are_uniform(int count)
    {
        var stream = new RandomStream(count);
        Assert.InRange(ChiSquareProbability(() => stream.Integer(count), _ => 1.0 / count, count), 0.001, 0.999);
    }

    [Fact]
    public void Integers_of_a_range_that_does_not_divide_2_to_the_64_have_no_bias()
    {
        // With 3 * 2^61 numbers, taking bits modulo the range would make the lowest third twice as frequent as the others.
        const long third = 1L << 61;
        var stream = new RandomStream(61);
        Assert.InRange(ChiSquareProbability(() => stream.Integer(3 * third) / third, _ => 1.0 / 3, 3), 0.001, 0.999);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(9.9)]
    [InlineData(10.5)]
    [InlineData(250)]
    public void Poisson_counts_follow_their_law(double mean)
    {
        var stream = new RandomStream((long)(1000 * mean));
        var p = ChiSquareProbability(
            () => stream.Poisson(mean),
            k => Poisson.PMF(mean, k),
            (int)(mean + 12 * Math.Sqrt(mean) + 12)
        );
        Assert.InRange(p, 0.001, 0.9999);
    }

    [Theory]
    [InlineData(5, 0.3)]
    [InlineData(40, 0.1)]
    [InlineData(40, 0.9)]
    [InlineData(500, 0.4)]
    [InlineData(3000, 0.01)]
    public void Binomial_counts_follow_their_law(int trials, double probability)
    {
        var stream = new RandomStream(trials);
        var p = ChiSquareProbability(
            () => stream.Binomial(trials, probability),
            k => Binomial.PMF(probability, trials, k),
            trials + 1
        );
        Assert.InRange(p, 0.001, 0.9999);
    }

    [Fact]
    public void Multinomial_counts_sum_to_the_trials_and_follow_the_weights()
    {
        var counts = new RandomStream(6).Multinomial(100_000, 1, 0, 3, 6, 0);
        Assert.Equal(100_000, counts.Sum());
        Assert.Equal(0, counts[1] + counts[4]);
        double[] expected = [10_000, 30_000, 60_000];
        var p = ChiSquareProbability(new[] { 0, 2, 3 }.Select((c, i) => ((double)counts[c], expected[i])));
        Assert.InRange(p, 0.001, 0.999);
    }
}
