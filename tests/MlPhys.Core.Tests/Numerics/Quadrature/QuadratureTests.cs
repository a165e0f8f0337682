using MlPhys.Numerics.Quadrature;

namespace MlPhys.Core.Tests.Numerics.Quadrature;

public class QuadratureTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(40)]
    public void Gauss_Legendre_is_exact_up_to_degree_2n_minus_1(int n)
    {
        var rule = GaussLegendre.Rule(n, 0, 2);
        Assert.Equal(2, rule.Weights.Sum(), 1e-13);
        for (var degree = 0; degree < Math.Min(2 * n, 30); degree++)
            Assert.Equal(1, rule.Integrate(x => Math.Pow(x, degree)) * (degree + 1) / Math.Pow(2, degree + 1), 1e-12);
    }

    [Fact]
    public void Adaptive_quadrature_meets_known_integrals_within_its_estimate()
    {
        AssertIntegral(Math.PI / 2, GaussKronrod.Integrate(x => Math.Sqrt(1 - x * x), -1, 1));
        AssertIntegral(2.0 / 3, GaussKronrod.Integrate(Math.Sqrt, 0, 1));
        AssertIntegral(-1, GaussKronrod.Integrate(Math.Log, 0, 1));
        AssertIntegral(
            Math.Sqrt(Math.PI),
            GaussKronrod.Integrate(x => Math.Exp(-x * x), double.NegativeInfinity, double.PositiveInfinity)
        );
        AssertIntegral(1, GaussKronrod.Integrate(x => Math.Exp(-x), 0, double.PositiveInfinity));
        AssertIntegral(Math.Exp(1), GaussKronrod.Integrate(Math.Exp, double.NegativeInfinity, 1));
        AssertIntegral(-2, GaussKronrod.Integrate(Math.Sin, Math.PI, 0));
        AssertIntegral(200 * Math.Atan(100), GaussKronrod.Integrate(x => 1 / (x * x + 1e-4), -1, 1));
    }

    [Fact]
    public void A_divergent_integral_is_told_not_converged_and_a_pole_at_a_node_is_refused()
    {
        Assert.False(GaussKronrod.Integrate(x => 1 / x, 0, 1, intervals: 50).Converged);
        Assert.Throws<ArithmeticException>(() => GaussKronrod.Integrate(x => 1 / x, -1, 1));
        Assert.Throws<ArgumentException>("from", () => GaussKronrod.Integrate(x => x, double.NaN, 1));
        Assert.Throws<ArgumentOutOfRangeException>("count", () => GaussLegendre.Rule(0));
    }

    private static void AssertIntegral(double expected, Integral found)
    {
        Assert.True(found.Converged);
        Assert.InRange(Math.Abs(found.Value - expected), 0, found.ErrorEstimate + 1e-14 * Math.Abs(expected));
    }
}
