using MlPhys.Scaling;
using static MlPhys.Core.Tests.Scaling.ScalingReference;

namespace MlPhys.Core.Tests.Scaling;

public class FrontierApproachTests
{
    private static readonly JointLaw Chinchilla = new(1.69, 406.4, 410.7, 0.34, 0.28);
    private static readonly JointLaw Symmetric = new(1.69, 400, 400, 0.34, 0.34);

    [Theory]
    [InlineData(0.3)]
    [InlineData(1.0)]
    public void Parabolas_give_the_exact_exponent_without_noise(double halfDecades)
    {
        foreach (var law in new[] { Chinchilla, Symmetric })
            AssertNear(law.ModelExponent, IsoFlop.Fit(Budgets(law, halfDecades)).ModelExponent, 1e-9);
    }

    [Fact]
    public void Parabolas_place_an_asymmetric_minimum_too_high_in_wide_windows()
    {
        var errors = IsoFlop
            .Fit(Budgets(Chinchilla, 1.0))
            .Minima.Select(m => Math.Log10(m.N / Chinchilla.ComputeOptimal(m.Compute).N));
        Assert.InRange(errors.Average(), 0.013, 0.019);
    }

    [Fact]
    public void The_envelope_gives_the_exponent_within_half_a_percent()
    {
        var points =
            from n in Enumerable.Range(0, 31).Select(i => Math.Pow(10, 7 + i / 10.0))
            from d in Enumerable.Range(0, 60).Select(i => Math.Pow(10, 7 + i / 12.0))
            select new ScalingPoint(n, d, Chinchilla.Loss(n, d));
        AssertNear(Chinchilla.ModelExponent, Envelope.Fit(points).ModelExponent, 5e-3);
    }

    [Fact]
    public void Too_few_budgets_are_refused() =>
        Assert.Contains(
            "1 budgets",
            Assert.Throws<ArgumentException>(() => IsoFlop.Fit(Budgets(Chinchilla, 0.3).Take(9))).Message
        );

    private static IEnumerable<ScalingPoint> Budgets(JointLaw law, double halfDecades) =>
        from budget in new[] { 1e18, 1e19, 1e20, 1e21, 1e22 }
        let best = law.ComputeOptimal(budget)
        from i in Enumerable.Range(-4, 9)
        let n = best.N * Math.Pow(10, halfDecades * i / 4)
        let d = budget / (6 * n)
        select new ScalingPoint(n, d, law.Loss(n, d));
}
