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
        [Derivative.SavitzkyGolay(20, 3), Derivative.SmoothingSpline, Derivative.Auto];

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
