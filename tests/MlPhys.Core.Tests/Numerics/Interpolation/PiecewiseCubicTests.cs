using MlPhys.Numerics.Interpolation;
using MlPhys.Numerics.Random;

namespace MlPhys.Core.Tests.Numerics.Interpolation;

public class PiecewiseCubicTests
{
    private static readonly double[] Knots = [0, 0.4, 1.1, 1.5, 2.2, 2.8, 3.3, 4];

    [Fact]
    public void A_not_a_knot_spline_reproduces_any_cubic_with_derivatives_and_integral()
    {
        static double Cubic(double t) => 2 - t + 3 * t * t - 0.5 * t * t * t;
        var spline = PiecewiseCubic.Spline(Knots, [.. Knots.Select(Cubic)]);
        for (var t = -1.0; t <= 5; t += 0.1)
        {
            Assert.Equal(Cubic(t), spline.Value(t), 1e-11);
            Assert.Equal(-1 + 6 * t - 1.5 * t * t, spline.Derivative(t), 1e-10);
            Assert.Equal(6 - 3 * t, spline.SecondDerivative(t), 1e-9);
        }
        Assert.Equal(8 - 8 + 64 - 32, spline.Integral(), 1e-11);
    }

    [Theory]
    [InlineData(SplineEnds.Natural)]
    [InlineData(SplineEnds.NotAKnot)]
    [InlineData(SplineEnds.Periodic)]
    public void A_spline_passes_its_points_with_two_continuous_derivatives(SplineEnds ends)
    {
        var y = new RandomStream(1).Gaussians(Knots.Length);
        y[^1] = y[0];
        var spline = PiecewiseCubic.Spline(Knots, y, ends);
        for (var i = 0; i < Knots.Length; i++)
        {
            Assert.Equal(y[i], spline.Value(Knots[i]), 1e-12);
            if (i is 0 || i == Knots.Length - 1)
                continue;
            foreach (Func<double, double> f in new[] { spline.Value, spline.Derivative, spline.SecondDerivative })
                Assert.Equal(f(Knots[i] - 1e-10), f(Knots[i] + 1e-10), 1e-7);
        }
        if (ends == SplineEnds.Natural)
            Assert.Equal(0, spline.SecondDerivative(0), 1e-12);
        if (ends != SplineEnds.Periodic)
            return;
        Assert.Equal(spline.Derivative(1e-12), spline.Derivative(4 - 1e-12), 1e-8);
        Assert.Equal(spline.SecondDerivative(1e-12), spline.SecondDerivative(4 - 1e-12), 1e-8);
        Assert.Equal(spline.Value(0.7), spline.Value(8.7), 1e-12);
    }

    [Fact]
    public void Spline_errors_fall_with_the_fourth_power_of_the_spacing()
    {
        double Error(int n)
        {
            var x = Enumerable.Range(0, n + 1).Select(i => 3.0 * i / n).ToArray();
            var spline = PiecewiseCubic.Spline(x, [.. x.Select(Math.Sin)]);
            return Enumerable.Range(0, 1000).Max(i => Math.Abs(spline.Value(0.003 * i) - Math.Sin(0.003 * i)));
        }
        Assert.InRange(Math.Log2(Error(40) / Error(80)), 3.7, 4.3);
    }

    [Fact]
    public void Monotone_data_stay_monotone_and_a_step_does_not_overshoot()
    {
        double[] y = [0, 0, 0.1, 0.11, 5, 5.01, 9, 9];
        var curve = PiecewiseCubic.Monotone(Knots, y);
        var values = Enumerable.Range(0, 401).Select(i => curve.Value(0.01 * i)).ToArray();
        Assert.All(values.Zip(values.Skip(1)), p => Assert.True(p.Second >= p.First - 1e-14));
        Assert.InRange(values.Max(), 9, 9);
        Assert.True(Enumerable.Range(0, 401).Max(i => PiecewiseCubic.Spline(Knots, y).Value(0.01 * i)) > 9.01);
    }

    [Fact]
    public void Akima_keeps_straight_stretches_straight_beside_an_outlier()
    {
        double[] x = [0, 1, 2, 3, 4, 5, 6, 7, 8];
        double[] y = [0, 1, 2, 3, 10, 5, 6, 7, 8];
        var curve = PiecewiseCubic.Akima(x, y);
        Assert.Equal(0.5, curve.Value(0.5), 1e-12);
        Assert.Equal(7.3, curve.Value(7.3), 1e-12);
        Assert.Equal(10, curve.Value(4), 1e-12);
    }

    [Fact]
    public void Bad_points_are_refused()
    {
        AssertRefused("at least 4", () => PiecewiseCubic.Spline([0, 1, 2], [0, 1, 2]));
        AssertRefused("x[2] is 1", () => PiecewiseCubic.Monotone([0, 1, 1], [0, 1, 2]));
        AssertRefused("y has length 2", () => PiecewiseCubic.Akima([0, 1, 2], [0, 1]));
        AssertRefused("y[0] is NaN", () => PiecewiseCubic.Akima([0, 1, 2], [double.NaN, 1, 2]));
        AssertRefused("ends at 2", () => PiecewiseCubic.Spline([0, 1, 2], [0, 1, 2], SplineEnds.Periodic));
    }

    private static void AssertRefused(string message, Action act) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(act).Message, StringComparison.Ordinal);
}
