using MlPhys.Scaling;
using static MlPhys.Core.Tests.Scaling.ScalingReference;

namespace MlPhys.Core.Tests.Scaling;

public class JointScalingTests
{
    private static readonly JointLaw True = Law("true");

    [Fact]
    public void Huber_recovers_the_law_of_a_noiseless_table() =>
        AssertNear(True, JointScaling.For(Points("noise_0")).Fit().Law, 1e-5);

    [Fact]
    public void Variable_projection_recovers_the_law_of_a_noiseless_table() =>
        AssertNear(True, VariableProjection("noise_0").Law, 1e-5);

    [Fact]
    public void Huber_finds_the_reference_optimum_of_a_noisy_table()
    {
        var fit = JointScaling.For(Points("noise_0.003")).Fit();
        AssertNear(Number("fits", "noise_0.003", "huber_objective"), fit.Objective, 1e-8);
        AssertNear(Law("fits", "noise_0.003", "huber"), fit.Law, 5e-3);
    }

    [Fact]
    public void Variable_projection_finds_the_reference_optimum_of_a_noisy_table()
    {
        var fit = VariableProjection("noise_0.003");
        AssertNear(Number("fits", "noise_0.003", "varpro_objective"), fit.Objective, 1e-8);
        AssertNear(Law("fits", "noise_0.003", "varpro"), fit.Law, 5e-3);
    }

    [Fact]
    public void Bootstrap_intervals_hold_the_truth_and_repeat_by_seed()
    {
        var scaling = JointScaling.For(Points("noise_0.003")).WithBootstrap(200, seed: 7);
        var fit = scaling.Fit();
        double[] truth = [True.E, True.A, True.B, True.Alpha, True.Beta, True.ModelExponent];
        Assert.All(fit.Parameters.Zip(truth), row => Assert.InRange(row.Second, row.First.Low, row.First.High));
        Assert.Equal<ParameterInterval>([.. fit.Parameters], [.. scaling.Fit().Parameters]);
        var reference = Number("fits", "noise_0.003", "bootstrap_huber", "alpha", "se");
        Assert.InRange(fit.Parameters[3].StandardError, reference / 1.4, reference * 1.4);
    }

    [Theory]
    [InlineData("hoffmann_rounded")]
    [InlineData("hoffmann_unrounded")]
    [InlineData("besiroglu")]
    public void The_optimum_of_a_budget_meets_the_published_ratio(string source)
    {
        var law = source switch
        {
            "hoffmann_rounded" => new JointLaw(1.69, 406.4, 410.7, 0.34, 0.28),
            "hoffmann_unrounded" => new JointLaw(
                Math.Exp(0.5267228),
                Math.Exp(6.0073404),
                Math.Exp(6.0179186),
                0.33917084,
                0.2849083
            ),
            _ => new JointLaw(1.8172, 482.01, 2085.43, 0.3478, 0.3658),
        };
        foreach (var row in At("compute_optimal", source).EnumerateArray())
        {
            var optimum = law.ComputeOptimal(row.GetProperty("C").GetDouble());
            AssertNear(row.GetProperty("N").GetDouble(), optimum.N, 1e-6);
            AssertNear(row.GetProperty("D_over_N").GetDouble(), optimum.DataPerParameter, 1e-6);
            AssertNear(row.GetProperty("L").GetDouble(), optimum.Loss, 1e-6);
        }
    }

    [Fact]
    public void The_optimum_is_the_least_loss_along_its_budget()
    {
        var best = True.ComputeOptimal(1e21);
        foreach (var factor in new[] { 0.9, 0.99, 1.01, 1.1 })
            Assert.True(True.Loss(best.N * factor, best.D / factor) > best.Loss);
    }

    [Fact]
    public void A_table_that_no_law_describes_is_called_out()
    {
        var points = Points("noise_0")
            .Select(p => p with { Loss = p.Loss * (1 + 0.2 * Math.Sin(3 * Math.Log(p.N * p.D))) });
        Assert.Contains(JointScaling.For(points).Fit().Warnings, w => w.Contains("does not describe"));
        Assert.Empty(JointScaling.For(Points("noise_0.003")).Fit().Warnings);
    }

    [Fact]
    public void The_largest_budget_is_predicted_from_the_others()
    {
        Assert.InRange(JointScaling.For(Points("noise_0")).Fit().HeldOutError, 0, 1e-6);
        Assert.InRange(JointScaling.For(Points("noise_0.003")).Fit().HeldOutError, 1e-4, 0.01);
    }

    [Fact]
    public void Bad_tables_are_refused_by_name()
    {
        var good = Points("noise_0");
        var negative = Assert.Throws<ArgumentException>(() =>
            JointScaling.For([.. good, new ScalingPoint(1e9, 1e9, -1)])
        );
        Assert.StartsWith("column 'loss' holds -1 in row 82; a positive finite number is needed", negative.Message);
        Assert.Contains("has 3 points", Assert.Throws<ArgumentException>(() => JointScaling.For(good[..3])).Message);
        Assert.Contains(
            "column 'N' has 1 different",
            Assert.Throws<ArgumentException>(() => JointScaling.For(good[..9])).Message
        );
    }

    private static JointScalingFit VariableProjection(string table) =>
        JointScaling.For(Points(table)).WithEstimator(JointEstimator.VariableProjection()).Fit();
}
