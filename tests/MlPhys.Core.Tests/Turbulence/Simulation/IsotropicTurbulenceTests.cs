using MlPhys.Runs;
using MlPhys.Turbulence.Simulation;

namespace MlPhys.Core.Tests.Turbulence.Simulation;

public class IsotropicTurbulenceTests
{
    private static IsotropicTurbulence Small =>
        IsotropicTurbulence
            .Box(24)
            .WithViscosity(0.05)
            .WithForcing(Forcing.ShellEnergies(0.5, 0.3))
            .WithInitialField(InitialField.Random(1, 2))
            .WithSpinUp(0.2)
            .WithSampling(0.1)
            .WithTracers(10, 0.05)
            .WithSnapshots(6, 0.25);

    [Fact]
    public void A_weak_Taylor_Green_vortex_decays_by_viscosity_alone()
    {
        var run = IsotropicTurbulence
            .Box(16)
            .WithViscosity(0.1)
            .WithInitialField(InitialField.TaylorGreen(1e-4))
            .WithPrecision(FieldPrecision.Double)
            .WithTimeStep(TimeStepRule.Fixed(0.1))
            .Run(1);
        // k² = 3 for its modes; energy 1/8 of the squared amplitude at the start.
        Assert.Equal(1.25e-9, run.Samples[0].Energy, 1e-22);
        Assert.Equal(1.25e-9 * Math.Exp(-0.6), run.Samples[^1].Energy, 1e-14);
        Assert.Equal(1e-4, run.Velocity[0].Cast<float>().Max() / Math.Exp(-0.3), 1e-8);
    }

    [Fact]
    public void Shells_hold_their_energies_and_the_budget_closes()
    {
        var run = Small.Run(1);
        Assert.Equal(0.5, run.Spectrum[1], 1e-6);
        Assert.Equal(0.3, run.Spectrum[2], 1e-6);
        Assert.All(run.Samples.Skip(1), s => Assert.InRange(s.BudgetResidual, -2e-3, 2e-3));
        Assert.All(run.Samples, s => Assert.InRange(s.Divergence, 0, 1e-6));
        Assert.All(run.Samples, s => Assert.InRange(s.GradientMismatch, -1e-6, 1e-6));
        Assert.All(run.Samples, s => Assert.InRange(s.BetchovSecond, -1e-8, 1e-8));
        Assert.All(run.Samples, s => Assert.InRange(s.BetchovThird, -1e-8, 1e-8));
        Assert.All(run.Samples.Skip(1), s => Assert.InRange(s.Courant, 0.1, 0.75));
    }

    [Theory]
    [InlineData(FieldPrecision.Single, 1)]
    [InlineData(FieldPrecision.Double, 2)]
    public void A_run_cut_in_two_gives_the_bits_of_one(FieldPrecision precision, int threads)
    {
        using var folder = new TemporaryFolder();
        var setup = Small
            .WithPrecision(precision)
            .WithForcing(Forcing.OrnsteinUhlenbeck(0.1, 0.5))
            .WithThreads(threads);
        var whole = setup.Run(1);
        var kept = setup.WithCheckpoint(folder["run"]);
        kept.Run(0.5);
        var resumed = kept.WithThreads(3 - threads).Run(1);
        Assert.Equal(whole.Samples, resumed.Samples);
        Assert.Equal(whole.Velocity[2].Cast<float>(), resumed.Velocity[2].Cast<float>());
        Assert.Equal(whole.Trajectories().Values, resumed.Trajectories().Values);
    }

    [Fact]
    public void A_cancelled_run_goes_on_to_the_same_bits()
    {
        using var folder = new TemporaryFolder();
        var setup = Small.WithForcing(Forcing.OrnsteinUhlenbeck(0.1, 0.5));
        var whole = setup.Run(0.8);
        var kept = setup.WithCheckpoint(folder["run"]);
        using var stop = new CancellationTokenSource();
        var reports = 0;
        var stopping = new Callback(_ =>
        {
            if (++reports == 7)
                stop.Cancel();
        });
        Assert.Throws<OperationCanceledException>(() => kept.Run(0.8, stopping, stop.Token));
        var resumed = kept.Run(0.8);
        Assert.Equal(whole.Samples, resumed.Samples);
        Assert.Equal(whole.Velocity[1].Cast<float>(), resumed.Velocity[1].Cast<float>());
        Assert.Equal(whole.Trajectories().Values, resumed.Trajectories().Values);
        Assert.Equal(whole.Points().PressureHessian, resumed.Points().PressureHessian);
        Assert.Equal(whole.Spectrum, resumed.Spectrum);
    }

    [Fact]
    public void Ornstein_Uhlenbeck_forcing_feeds_a_flow_from_rest()
    {
        var run = IsotropicTurbulence
            .Box(16)
            .WithViscosity(0.1)
            .WithInitialField(InitialField.Random(1e-6))
            .WithForcing(Forcing.OrnsteinUhlenbeck(0.3, 0.5))
            .WithTimeStep(TimeStepRule.Fixed(0.01))
            .Run(2);
        Assert.True(run.Samples[^1].Energy > 0.1, $"energy {run.Samples[^1].Energy}");
        Assert.InRange(run.Samples[^1].Divergence, 0, 1e-6);
        Assert.All(run.Samples.Skip(1), s => Assert.InRange(s.BudgetResidual, -0.05, 0.05));
    }

    [Fact]
    public void Pressure_and_friction_of_the_Taylor_Green_vortex_are_exact()
    {
        var points = IsotropicTurbulence
            .Box(16)
            .WithViscosity(0.1)
            .WithInitialField(InitialField.TaylorGreen())
            .WithPrecision(FieldPrecision.Double)
            .WithSnapshots(300, 10)
            .Run(0.01)
            .Points();
        for (var n = 0; n < 300; n++)
        {
            var a = points.Values.AsSpan(9 * n, 9);
            var h = points.PressureHessian.AsSpan(9 * n, 9);
            var viscous = points.ViscousTerm.AsSpan(9 * n, 9);
            var square = a[0] * a[0] + a[4] * a[4] + a[8] * a[8] + 2 * (a[1] * a[3] + a[2] * a[6] + a[5] * a[7]);
            Assert.Equal(-square, h[0] + h[4] + h[8], 1e-6);
            // Each mode has k² = 3, and p = (cos 2x + cos 2y)(cos 2z + 2)/16 does not mix x and y.
            Assert.Equal(0, h[1], 1e-7);
            Assert.Equal(h[2], h[6], 1e-7);
            for (var c = 0; c < 9; c++)
                Assert.Equal(-0.3 * a[c], viscous[c], 1e-6);
        }
        Assert.True(points.PressureHessian.Max() > 0.3);
    }

    [Fact]
    public void An_unstable_step_stops_with_its_Courant_number_and_keeps_the_checkpoint()
    {
        using var folder = new TemporaryFolder();
        var setup = Small
            .WithForcing(Forcing.OrnsteinUhlenbeck(40, 1))
            .WithTimeStep(TimeStepRule.Fixed(0.05))
            .WithCheckpoint(folder["run"]);
        var fault = Assert.Throws<UnstableStepException>(() => setup.Run(5));
        Assert.True(fault.Courant > TimeStepRule.LargestCourant);
        Assert.Contains("Courant number", fault.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(folder["run"]));
        Assert.Throws<UnstableStepException>(() => setup.Run(5));
    }

    [Fact]
    public void A_checkpoint_of_another_grid_is_refused_and_kept()
    {
        using var folder = new TemporaryFolder();
        Small.WithCheckpoint(folder["run"]).Run(0.1);
        var bytes = File.ReadAllBytes(folder["run"]);
        var other = IsotropicTurbulence.Box(32).WithCheckpoint(folder["run"]);
        var fault = Assert.Throws<InvalidDataException>(() => other.Run(0.1));
        Assert.Contains("N 24", fault.Message, StringComparison.Ordinal);
        Assert.Contains("N 32", fault.Message, StringComparison.Ordinal);
        Assert.Equal(bytes, File.ReadAllBytes(folder["run"]));
    }

    [Fact]
    public void Arguments_are_named()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => IsotropicTurbulence.Box(15));
        Assert.Throws<ArgumentOutOfRangeException>(() => Small.WithViscosity(double.NaN));
        Assert.Throws<ArgumentException>(() => Forcing.ShellEnergies(1, -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TimeStepRule.Fixed(0));
        Assert.Throws<InvalidOperationException>(() => IsotropicTurbulence.Box(16).Run(0.1).Trajectories());
    }

    [Fact]
    public void Fields_are_written_as_NPY()
    {
        using var folder = new TemporaryFolder();
        var run = IsotropicTurbulence.Box(16).Run(0.1);
        run.SaveVelocity(folder.Root);
        var v = MlPhys.Data.Npy.Read(folder["v.npy"]);
        Assert.Equal([16, 16, 16], v.Shape);
        Assert.Equal(run.Velocity[1].Cast<float>(), v.As<float>());
    }

    private sealed class Callback(Action<RunProgress> report) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => report(value);
    }
}
