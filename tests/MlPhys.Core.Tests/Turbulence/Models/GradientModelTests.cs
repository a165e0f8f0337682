using MlPhys.Core.Tests.Flows;
using MlPhys.Flows;
using MlPhys.Numerics.Random;
using MlPhys.Turbulence.Gradients;
using MlPhys.Turbulence.Models;
using MlPhys.Turbulence.Models.Gauges;
using MlPhys.Turbulence.Statistics;

namespace MlPhys.Core.Tests.Turbulence.Models;

public class GradientModelTests
{
    [Fact]
    public void Gauges_leave_the_density_alone_and_a_gaussian_gets_its_known_drift()
    {
        var found = FlowModel.Of(FlowCases.Of("isotropic")).WithDiffusion(0.06, 0.02).Verify(40);
        Assert.InRange(found.GaugeDivergence, 0, 1e-6);
        Assert.InRange(found.GaussianDrift, 0, 1e-10);
        Assert.InRange(found.ScoreSlope, 0, 1e-4);
        Assert.InRange(found.Rotation, 0, 1e-9);
    }

    /// <summary>A general density is not isotropic, so that only wedges, which need no isotropy, leave it alone.</summary>
    [Fact]
    public void Divergence_with_the_score_held_is_the_whole_divergence_of_a_smooth_density()
    {
        var flow = FlowDesign.For(8).WithWidth(6).WithAffineCouplings(2).Build();
        var random = new RandomStream(7);
        var moved = flow.WithParameters([.. flow.Parameters.Select(p => p + 0.15 * random.Gaussian())]);
        var x = moved.Sample(20, 5);
        var (held, whole) = (FluxResidual.Of(moved, x, true), FluxResidual.Of(moved, x, false));
        for (var n = 0; n < 20; n++)
        for (var c = 0; c < Gauge.Coefficients; c++)
        {
            Assert.Equal(held[n, c], whole[n, c], 1e-6);
            if (c < Gauge.Wedges.Length * GaugeScalars.Count)
                Assert.Equal(0, whole[n, c], 1e-6);
        }
    }

    [Fact]
    public void At_knots_of_splines_the_score_jumps_and_elsewhere_the_whole_divergence_vanishes()
    {
        var flow = FlowCases.Of("isotropic");
        var whole = FluxResidual.Of(flow, flow.Sample(60, 5), isScoreHeld: false);
        double[] worst =
        [
            .. Enumerable
                .Range(0, 60)
                .Select(n => Enumerable.Range(0, Gauge.Coefficients).Max(c => Math.Abs(whole[n, c])))
                .Order(),
        ];
        Assert.InRange(worst[45], 0, 1e-6);
    }

    /// <summary>Values measured with another implementation of the model (methods page): S_L -0.458, F_L 3.24, F_T 3.88, times 3.74 and 2.95.</summary>
    [Fact]
    public void Recent_fluid_deformation_has_its_known_statistics()
    {
        var run = RecentFluidDeformation.Of(0.1).Simulate().WithDuration(100, spin: 20).Run();
        Assert.Equal(0, run.Resets);
        var found = GradientStatistics.Of(run.Gradients);
        Assert.InRange(found.Row("S_L").Value, -0.473, -0.443);
        Assert.InRange(found.Row("F_L").Value, 3.14, 3.34);
        Assert.InRange(found.Row("F_T").Value, 3.73, 4.03);
        Assert.InRange(found.Row("cos2(w, e2)").Value, 0.442, 0.462);
        var times = GradientCorrelations.Of(run.Gradients);
        Assert.InRange(times.StrainTime.Value, 3.55, 3.93);
        Assert.InRange(times.RotationTime.Value, 2.80, 3.10);
    }

    [Fact]
    public void Restricted_euler_blows_up_at_the_known_median_time()
    {
        var times = RestrictedEuler.Create().BlowUpTimes(1500).Order().ToArray();
        Assert.InRange(times[750], 5.6, 6.6);
    }

    [Fact]
    public void Linear_diffusion_is_an_ornstein_uhlenbeck_process()
    {
        var run = LinearDiffusion.Of(2.2, 8).Simulate().WithDuration(150).Run();
        var rho = GradientCorrelations.Of(run.Gradients);
        foreach (var lag in new[] { 1.0, 2, 4 })
        {
            Assert.Equal(Math.Exp(-lag / 2.2), rho.At(lag).Strain, 0.015);
            Assert.Equal(Math.Exp(-lag / 8), rho.At(lag).Rotation, 0.02);
        }
        Assert.Equal(3, GradientStatistics.Of(run.Gradients).Row("F_L").Value, 0.05);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Noise_and_gauge_keep_the_gaussian(bool isColoured)
    {
        var model = FlowModel.Of(IsotropicFlow.Create(1, 8)).WithGauge(Coefficients(0.3));
        if (isColoured)
            model = model.WithMemory(0.8, 0.8);
        var run = model.Simulate().WithTrajectories(512).WithDuration(60).Run();
        Assert.Equal(0, run.Resets);
        var found = GradientStatistics.Of(run.Gradients);
        Assert.Equal(0, found.Row("S_L").Value, 0.03);
        Assert.Equal(3, found.Row("F_L").Value, 0.08);
        Assert.Equal(0, found.Row("TrA2").Value, 0.02);
        Assert.Equal(1, run.Gradients.Values.Sum(a => a * a) / run.Gradients.Count, 0.03);
    }

    [Fact]
    public void Deterministic_gauge_keeps_the_density_of_its_ensemble()
    {
        var model = FlowModel.Of(IsotropicFlow.Create(1, 8)).WithDiffusion(0, 0).WithGauge(Coefficients(1));
        var run = model.Simulate().WithTrajectories(4096).WithDuration(10).WithStep(0.01, 100).Run();
        var last = run.Gradients.Between(run.Gradients.Times.Length - 1, run.Gradients.Times.Length);
        Assert.Equal(1, last.Values.Sum(a => a * a) / last.Count, 0.05);
        Assert.NotEqual(run.Gradients.Values[0], last.Values[0]);
    }

    [Fact]
    public void Trajectories_do_not_depend_on_threads()
    {
        var simulation = FlowModel.Of(FlowCases.Of("isotropic")).Simulate().WithTrajectories(200).WithDuration(1);
        Assert.Equal(
            simulation.WithThreads(1).Run().Gradients.Values,
            simulation.WithThreads(3).Run().Gradients.Values
        );
    }

    [Fact]
    public void Fit_needs_the_terms_of_the_rates()
    {
        var set = VelocityGradients.Of(new double[9 * 4], [0], new FlowScales(double.NaN, 1));
        var error = Assert.Throws<InvalidOperationException>(() => FlowModelFit.Of(IsotropicFlow.Create(1, 8), set));
        Assert.Contains("pressure Hessian", error.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<double> Coefficients(double scale) =>
        Enumerable.Range(0, 78).Select(c => scale * Math.Sin(1 + c));
}
