using MlPhys.Numerics.Random;
using MlPhys.Numerics.Statistics;

namespace MlPhys.Core.Tests.Numerics.Statistics;

/// <summary>Error bars of correlated series against the exact variance of the mean of an autoregressive process.</summary>
public class CorrelatedSeriesTests
{
    /// <summary>x' = phi x + sqrt(1 - phi^2) noise, started in its stationary state: variance 1, correlations phi^t.</summary>
    internal static double[] Autoregressive(double phi, int n, RandomStream stream)
    {
        var x = stream.Gaussians(n);
        for (var i = 1; i < n; i++)
            x[i] = phi * x[i - 1] + Math.Sqrt(1 - phi * phi) * x[i];
        return x;
    }

    internal static double ExactError(double phi, int n) =>
        Math.Sqrt(((1 + phi) / (1 - phi) - 2 * phi * (1 - Math.Pow(phi, n)) / (n * (1 - phi) * (1 - phi))) / n);

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(-0.4)]
    public void Blocking_finds_the_exact_error_within_its_own_uncertainty(double phi)
    {
        var series = Autoregressive(phi, 1 << 17, new RandomStream(7));
        var estimate = Blocking.Analyse(series);
        var deviation = estimate.StandardError - ExactError(phi, series.Length);
        Assert.InRange(deviation / estimate.StandardErrorUncertainty, -4, 4);
        Assert.InRange(deviation / ExactError(phi, series.Length), -0.08, 0.08);
        Assert.True(estimate.IsConverged);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.8)]
    public void Intervals_of_two_sigma_cover_as_often_as_they_should(double phi)
    {
        const int experiments = 600;
        var (stream, n) = (new RandomStream(17), 4096);
        var (blocking, autocorrelation) = (0, 0);
        for (var e = 0; e < experiments; e++)
        {
            var series = Autoregressive(phi, n, stream.Split(e));
            var a = Blocking.Analyse(series);
            var b = Autocorrelation.Analyse(series);
            blocking += Math.Abs(a.Mean) < 2 * a.StandardError ? 1 : 0;
            autocorrelation += Math.Abs(b.Mean) < 2 * b.StandardError ? 1 : 0;
        }
        // Two sigma of a Gaussian cover 95.4 %; 600 experiments know that to 0.9 %.
        Assert.InRange(blocking / (double)experiments, 0.925, 0.975);
        Assert.InRange(autocorrelation / (double)experiments, 0.93, 0.975);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.95)]
    [InlineData(-0.5)]
    public void Integrated_autocorrelation_time_agrees_within_its_error(double phi)
    {
        var series = Autoregressive(phi, 200_000, new RandomStream(27));
        var estimate = Autocorrelation.Analyse(series);
        Assert.InRange((estimate.Time - 0.5 * (1 + phi) / (1 - phi)) / estimate.TimeError, -4, 4);
        Assert.InRange(estimate.StandardError / ExactError(phi, series.Length), 0.9, 1.1);
        Assert.True(estimate.IsConverged);
        Assert.Equal(1, estimate.StatisticalInefficiency / (2 * estimate.Time), 1e-12);
    }

    [Fact]
    public void Autocorrelation_function_decays_as_phi_to_the_lag()
    {
        var rho = Autocorrelation.Function(Autoregressive(0.7, 200_000, new RandomStream(37)), 10);
        for (var lag = 0; lag <= 10; lag++)
            Assert.Equal(Math.Pow(0.7, lag), rho[lag], 0.02);
    }

    [Fact]
    public void A_series_shorter_than_its_correlations_is_told_not_converged()
    {
        var walk = Autoregressive(0.9999, 512, new RandomStream(47));
        Assert.False(Blocking.Analyse(walk).IsConverged);
        Assert.False(Autocorrelation.Analyse(walk).IsConverged);
    }

    [Fact]
    public void Block_resampling_sees_the_correlations_that_single_resampling_misses()
    {
        var series = Autoregressive(0.8, 20_000, new RandomStream(57));
        var exact = ExactError(0.8, series.Length);
        var blocks = Bootstrap.Estimate(series, s => s.Average(), new RandomStream(1), 1000, blockLength: 200);
        var single = Bootstrap.Estimate(series, s => s.Average(), new RandomStream(1), 200);
        Assert.InRange(blocks.StandardError / exact, 0.8, 1.2);
        Assert.InRange(single.StandardError / exact, 0.28, 0.39);
        Assert.InRange(Jackknife.Estimate(series, s => s.Average(), 100).StandardError / exact, 0.75, 1.25);
    }

    [Fact]
    public void Bad_series_are_refused()
    {
        Assert.Contains("length 3", Assert.Throws<ArgumentException>(() => Blocking.Analyse(new double[3])).Message);
        var broken = new double[100];
        broken[42] = double.NaN;
        Assert.Contains("series[42] is NaN", Assert.Throws<ArgumentException>(() => Blocking.Analyse(broken)).Message);
        Assert.Contains(
            "all 100 numbers",
            Assert.Throws<ArgumentException>(() => Autocorrelation.Analyse(new double[100])).Message
        );
        Assert.Throws<ArgumentOutOfRangeException>("maximalLag", () => Autocorrelation.Function([1, 2], 2));
        Assert.Contains(
            "blocks is 1",
            Assert.Throws<ArgumentException>(() => Jackknife.Estimate([1, 2], s => s[0], 1)).Message
        );
        Assert.Contains(
            "blockLength is 2",
            Assert
                .Throws<ArgumentException>(() =>
                    Bootstrap.Estimate([1, 2], s => s[0], new RandomStream(0), blockLength: 2)
                )
                .Message
        );
    }
}
