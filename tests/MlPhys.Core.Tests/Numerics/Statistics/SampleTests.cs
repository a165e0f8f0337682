using FsCheck;
using FsCheck.Fluent;
using MlPhys.Numerics.Random;
using MlPhys.Numerics.Statistics;

namespace MlPhys.Core.Tests.Numerics.Statistics;

/// <summary>Statistics of independent samples against their definitions and exact distributions.</summary>
public class SampleTests
{
    [Fact]
    public void Running_moments_are_those_of_the_definition_however_the_data_are_split() =>
        Prop.ForAll<int, byte, byte>(
                (seed, a, b) =>
                {
                    var stream = new RandomStream(seed);
                    var x = stream.Gaussians(a + 2).Select(v => 1e3 + v * v).ToArray();
                    var y = stream.Gaussians(b).Select(v => 1e3 - v).ToArray();
                    var merged = RunningMoments.Of(x).Merge(RunningMoments.Of(y));
                    return Agrees(merged, [.. x, .. y]) && Agrees(RunningMoments.Of(x), x);
                }
            )
            .QuickCheckThrowOnFailure();

    private static bool Agrees(RunningMoments moments, double[] data)
    {
        var mean = data.Average();
        double Central(int power) => data.Average(v => Math.Pow(v - mean, power));
        var n = (double)data.Length;
        return Close(moments.Mean, mean, 1e-12)
            && Close(moments.Variance, Central(2) * n / (n - 1), 1e-8)
            && Close(moments.Skewness, Central(3) / Math.Pow(Central(2), 1.5), 1e-6)
            && Close(moments.ExcessKurtosis, Central(4) / Math.Pow(Central(2), 2) - 3, 1e-6)
            && Close(moments.StandardError, Math.Sqrt(Central(2) / (n - 1)), 1e-8);
    }

    private static bool Close(double a, double b, double tolerance) => Math.Abs(a - b) <= tolerance * (1 + Math.Abs(b));

    [Fact]
    public void Moments_refuse_what_is_not_finite_and_say_NaN_when_empty()
    {
        Assert.True(double.IsNaN(new RunningMoments().Mean));
        Assert.Contains(
            "number 1 is ∞",
            Assert
                .Throws<ArgumentException>(() => RunningMoments.Of([1, double.PositiveInfinity]))
                .Message.Replace("Infinity", "∞", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Jackknife_of_the_mean_is_the_textbook_error_and_it_removes_the_bias_of_the_variance()
    {
        var x = new RandomStream(1).Gaussians(50);
        var moments = RunningMoments.Of(x);
        var mean = Jackknife.Estimate(x, s => s.Average());
        Assert.Equal(moments.StandardError, mean.StandardError, 1e-12);
        Assert.Equal(0, mean.Bias, 1e-12);
        var variance = Jackknife.Estimate(x, s => s.Average(v => v * v) - s.Average() * s.Average());
        Assert.Equal(moments.Variance, variance.Value - variance.Bias, 1e-10);
    }

    [Fact]
    public void Bootstrap_intervals_cover_the_mean_of_a_skewed_law()
    {
        const int experiments = 400;
        var (percentile, accelerated) = (0, 0);
        for (var e = 0; e < experiments; e++)
        {
            var stream = new RandomStream(e);
            var x = Enumerable.Range(0, 60).Select(_ => stream.Exponential()).ToArray();
            var estimate = Bootstrap.Estimate(x, s => s.Average(), stream, 500);
            percentile += Covers(estimate.PercentileInterval(0.9)) ? 1 : 0;
            accelerated += Covers(estimate.BcaInterval(0.9)) ? 1 : 0;
        }
        // 90 % nominal; at n = 60 both are known to fall short by one to three percent, known here to 1.5 %.
        Assert.InRange(percentile / (double)experiments, 0.83, 0.94);
        Assert.InRange(accelerated / (double)experiments, 0.84, 0.94);
        static bool Covers((double Low, double High) interval) => interval.Low <= 1 && 1 <= interval.High;
    }

    [Fact]
    public void Accelerated_intervals_of_an_exponential_mean_lean_to_the_right_as_the_exact_ones_do()
    {
        var stream = new RandomStream(3);
        var x = Enumerable.Range(0, 40).Select(_ => stream.Exponential()).ToArray();
        var estimate = Bootstrap.Estimate(x, s => s.Average(), stream, 20_000);
        var (low, high) = estimate.BcaInterval(0.9);
        var (plainLow, plainHigh) = estimate.PercentileInterval(0.9);
        Assert.True(low > plainLow && high > plainHigh);
        Assert.Equal(RunningMoments.Of(x).StandardDeviation / Math.Sqrt(40), estimate.StandardError, 1e-2);
    }

    [Fact]
    public void A_histogram_counts_each_number_once_and_its_errors_scatter_as_they_say()
    {
        var x = new RandomStream(5).Uniforms(100_000);
        var histogram = Histogram.Of(x, 25, 0.1, 0.9);
        Assert.Equal(x.Length, histogram.Bins.Sum(b => b.Count) + histogram.Below + histogram.Above);
        var chi = histogram.Bins.Sum(b => Math.Pow((b.Density - 1) / b.DensityError, 2));
        Assert.InRange(chi, 25 - 4 * Math.Sqrt(50), 25 + 4 * Math.Sqrt(50));
        Assert.Equal(3, Histogram.Of([1, 2, 2, 3], 2).Bins[1].Count);
        Assert.Equal(2, histogram.Bins[0].Centre / 0.058, 1e-1);
    }

    [Fact]
    public void A_weighted_mean_of_equal_errors_is_the_mean_and_chi_square_tells_disagreement()
    {
        var mean = WeightedMean.Of([1, 2, 3], [0.5, 0.5, 0.5]);
        Assert.Equal(2, mean.Mean, 1e-12);
        Assert.Equal(0.5 / Math.Sqrt(3), mean.StandardError, 1e-12);
        Assert.Equal(8, mean.ChiSquare, 1e-12);
        Assert.Equal(Math.Exp(-4), mean.Probability, 1e-10);
        Assert.Contains(
            "errors[1] is 0",
            Assert.Throws<ArgumentException>(() => WeightedMean.Of([1, 2], [1, 0])).Message
        );
        Assert.Contains("low < high", Assert.Throws<ArgumentException>(() => Histogram.Of([1, 1], 3)).Message);
    }
}
