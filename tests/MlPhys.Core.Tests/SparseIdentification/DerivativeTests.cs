using MlPhys.SparseIdentification.Derivatives;

namespace MlPhys.Core.Tests.SparseIdentification;

public class DerivativeTests
{
    private static readonly double[] Uneven =
    [
        .. Enumerable.Range(0, 400).Select(i => 0.02 * i + 0.006 * Math.Sin(1.7 * i)),
    ];

    [Theory]
    [InlineData(2, 2)]
    [InlineData(4, 4)]
    [InlineData(6, 6)]
    public void Finite_differences_are_exact_for_polynomials_of_their_order(int order, int degree)
    {
        var derivative = Derivative
            .FiniteDifference(order)
            .Of(Uneven, [.. Uneven.Select(t => Math.Pow(t - 3, degree))]);
        for (var i = 0; i < Uneven.Length; i++)
            Assert.Equal(degree * Math.Pow(Uneven[i] - 3, degree - 1), derivative[i], 1e-6 * Math.Pow(5, degree));
    }

    public static TheoryData<Derivative> Smoothing =>
        [
            Derivative.SavitzkyGolay(20, 3),
            Derivative.SmoothingSpline,
            Derivative.Kalman,
            Derivative.TotalVariation(),
            Derivative.Auto,
        ];

    [Theory]
    [MemberData(nameof(Smoothing))]
    public void Smoothing_estimators_beat_plain_differences_on_noise(Derivative estimator)
    {
        double[] noisy = [.. Uneven.Zip(Recipe.Normals(5), (t, n) => Math.Sin(2 * t) + 0.02 * n)];

        Assert.InRange(
            Deviation(estimator.Of(Uneven, noisy)),
            0,
            0.25 * Deviation(Derivative.FiniteDifference().Of(Uneven, noisy))
        );
    }

    [Fact]
    public void Spectral_derivatives_are_accurate_at_even_times_and_refuse_others()
    {
        double[] even = [.. Enumerable.Range(0, 801).Select(i => 0.01 * i)];
        double[] clean = [.. even.Select(t => Math.Sin(2 * t))];
        var slopes = Derivative.Spectral().Of(even, clean);
        for (var i = 0; i < even.Length; i++)
            Assert.Equal(2 * Math.Cos(2 * even[i]), slopes[i], 1e-3);

        double[] noisy = [.. clean.Zip(Recipe.Normals(5), (x, n) => x + 0.02 * n)];
        var smooth = Derivative.Spectral().Estimate(even, noisy);
        Assert.StartsWith("spectral, ", smooth.Method, StringComparison.Ordinal);
        Assert.InRange(smooth.Slopes.Zip(even, (s, t) => Math.Pow(s - 2 * Math.Cos(2 * t), 2)).Average(), 0, 0.02);
        Assert.Throws<ArgumentException>(() => Derivative.Spectral().Of(Uneven, Uneven));
    }

    [Fact]
    public void Total_variation_finds_the_jump_of_a_slope()
    {
        double[] noisy = [.. Uneven.Zip(Recipe.Normals(7), (t, n) => Math.Abs(t - 4) + 0.01 * n)];
        var slopes = Derivative.TotalVariation().Of(Uneven, noisy);
        for (var i = 10; i < Uneven.Length - 10; i++)
            if (Math.Abs(Uneven[i] - 4) > 0.3)
                Assert.Equal(Math.Sign(Uneven[i] - 4), slopes[i], 0.05);
    }

    [Fact]
    public void The_spline_s_left_out_samples_are_those_of_refits_without_them()
    {
        double[] times = Uneven[..60];
        double[] noisy = [.. times.Zip(Recipe.Normals(8), (t, n) => Math.Sin(2 * t) + 0.1 * n)];
        var full = Derivative.SmoothingSpline.Estimate(times, noisy);
        var strength = double.Parse(full.Method.Split(' ')[^1], System.Globalization.CultureInfo.InvariantCulture);

        Assert.InRange(full.LeftOutDeviation, 0.08, 0.13);
        Assert.True(strength > 0);
    }

    [Fact]
    public void Auto_names_its_choice()
    {
        double[] noisy = [.. Uneven.Zip(Recipe.Normals(5), (t, n) => Math.Sin(2 * t) + 0.02 * n)];
        var chosen = Derivative.Auto.Estimate(Uneven, noisy);
        Derivative[] rivals =
        [
            Derivative.SavitzkyGolay(3, 4),
            Derivative.SavitzkyGolay(28, 4),
            Derivative.SmoothingSpline,
        ];

        Assert.Matches("^(Savitzky-Golay|smoothing spline)", chosen.Method);
        Assert.All(rivals, r => Assert.True(chosen.LeftOutDeviation <= r.Estimate(Uneven, noisy).LeftOutDeviation));
    }

    [Fact]
    public void The_noise_level_is_found_from_differences()
    {
        double[] noisy = [.. Uneven.Zip(Recipe.Normals(6), (t, n) => Math.Sin(2 * t) + 0.02 * n)];
        Assert.InRange(NoiseLevel.Of(Uneven, noisy), 0.017, 0.023);
    }

    [Fact]
    public void Bad_input_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Derivative.FiniteDifference(3));
        Assert.Throws<ArgumentOutOfRangeException>(() => Derivative.SavitzkyGolay(2, 5));
        Assert.Throws<ArgumentException>(() => Derivative.Auto.Of([0, 1, 2], [0, 1, 2]));
    }

    private static double Deviation(double[] derivative) =>
        Math.Sqrt(derivative.Zip(Uneven, (d, t) => Math.Pow(d - 2 * Math.Cos(2 * t), 2)).Average());
}
