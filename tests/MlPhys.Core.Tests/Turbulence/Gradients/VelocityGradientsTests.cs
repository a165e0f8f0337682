using MlPhys.Data;
using MlPhys.Numerics.Random;
using MlPhys.Turbulence.Gradients;

namespace MlPhys.Core.Tests.Turbulence.Gradients;

public class VelocityGradientsTests
{
    private static readonly FlowScales Scales = new(0.016, 0.2, 43, "m", "s");

    [Fact]
    public void Coordinates_keep_the_norms_of_tensor_strain_and_rotation()
    {
        var a = Traceless(1);
        var x = TraceFree.Coordinates(a);
        var (strain, rotation) = (0.0, 0.0);
        for (var i = 0; i < 3; i++)
        for (var j = 0; j < 3; j++)
        {
            strain += Math.Pow(0.5 * (a[3 * i + j] + a[3 * j + i]), 2);
            rotation += Math.Pow(0.5 * (a[3 * i + j] - a[3 * j + i]), 2);
        }
        Assert.Equal(strain, Enumerable.Range(0, 5).Sum(i => x[0, i] * x[0, i]), 12);
        Assert.Equal(rotation, Enumerable.Range(5, 3).Sum(i => x[0, i] * x[0, i]), 12);
    }

    [Fact]
    public void Coordinates_and_back_give_the_tensors()
    {
        var a = Traceless(20);
        var back = TraceFree.Tensors(TraceFree.Coordinates(a, 0.2), 5);
        Assert.All(a.Zip(back), pair => Assert.Equal(pair.First, pair.Second, 12));
    }

    [Fact]
    public void A_file_comes_back_to_the_same_bits()
    {
        using var folder = new TemporaryFolder();
        var a = Traceless(12);
        var set = VelocityGradients.Of(a, [0, 0.5, 1], Scales, isLagrangian: true).WithTerms(a, [.. a.Select(v => -v)]);
        set.Save(folder["a.npz"]);
        var back = VelocityGradients.Load(folder["a.npz"]);
        Assert.Equal(set.Values, back.Values);
        Assert.Equal(set.Times, back.Times);
        Assert.Equal(set.Scales, back.Scales);
        Assert.Equal(set.PressureHessian, back.PressureHessian);
        Assert.Equal(set.ViscousTerm, back.ViscousTerm);
        Assert.True(back.IsLagrangian);
        Assert.Equal(4, back.Trajectories);
    }

    [Fact]
    public void Unknown_viscosity_survives_the_file()
    {
        using var folder = new TemporaryFolder();
        VelocityGradients
            .Of(
                new double[1, 9]
                {
                    { 1, 2, 3, 4, 5, 6, 7, 8, -6 },
                }
            )
            .Save(folder["a.npz"]);
        Assert.True(double.IsNaN(VelocityGradients.Load(folder["a.npz"]).Scales.Viscosity));
    }

    [Fact]
    public void A_split_holds_out_the_last_times()
    {
        var set = VelocityGradients.Of(Traceless(50), [.. Enumerable.Range(0, 10).Select(i => 0.1 * i)], Scales);
        var (training, heldOut) = set.Split(0.2);
        Assert.Equal((40, 10), (training.Count, heldOut.Count));
        Assert.Equal(set.Values[(9 * 18)..(9 * 20)], heldOut.Values[(9 * 2)..(9 * 4)]);
        Assert.Equal([0.8, 0.9], heldOut.Times);
    }

    [Fact]
    public void Rates_along_trajectories_are_slopes_of_parabolas_in_time()
    {
        double[] times = [0, 0.3, 0.6, 0.9];
        var a = new double[9 * 2 * 4];
        for (var trajectory = 0; trajectory < 2; trajectory++)
        for (var t = 0; t < 4; t++)
            a[9 * (4 * trajectory + t) + 1] = (trajectory + 1) * (2 + 3 * times[t] - times[t] * times[t]);
        var rates = VelocityGradients.Of(a, times, new FlowScales(double.NaN, 1), isLagrangian: true).Rates();
        for (var trajectory = 0; trajectory < 2; trajectory++)
        for (var t = 0; t < 4; t++)
            Assert.Equal((trajectory + 1) * (3 - 2 * times[t]) / Math.Sqrt(2), rates[4 * trajectory + t, 2], 1e-12);
    }

    [Fact]
    public void Rates_are_restricted_Euler_without_pressure_and_viscosity()
    {
        double[] a = [1, 0.5, 0, 0, -2, 0, 0, 0, 1];
        var rates = VelocityGradients.Of(a, [0], Scales).WithTerms(new double[9], new double[9]).Rates();
        double[] minusSquare = [-1, 0.5, 0, 0, -4, 0, 0, 0, -1];
        var expected = TraceFree.Coordinates(minusSquare, 0.04);
        Assert.Equal(expected.Cast<double>(), rates.Cast<double>().Select(r => Math.Round(r, 14)), Near);
    }

    [Fact]
    public void Faults_are_named()
    {
        double[] bad = [1, 2, 3, 4, double.NaN, 6, 7, 8, 9];
        var nan = Assert.Throws<ArgumentException>(() => VelocityGradients.Of(bad, [0], Scales));
        Assert.Contains("A22 of trajectory 0, time 0", nan.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => VelocityGradients.Of(new double[10], [0], Scales));
        Assert.Throws<ArgumentException>(() => VelocityGradients.Of(Traceless(3), [0, 1, 3], Scales));
        Assert.Throws<ArgumentException>(() =>
            VelocityGradients.Of(Traceless(1), [0], Scales with { KolmogorovTime = 0 })
        );
        using var folder = new TemporaryFolder();
        Npz.Write(folder["b.npz"], [new("B", NdArray.Of(new double[3]))]);
        var foreign = Assert.Throws<InvalidDataException>(() => VelocityGradients.Load(folder["b.npz"]));
        Assert.Contains("holds B", foreign.Message, StringComparison.Ordinal);
    }

    private static bool Near(double a, double b) => Math.Abs(a - b) < 1e-12;

    private static double[] Traceless(int count)
    {
        var a = new RandomStream(1).Gaussians(9 * count);
        for (var n = 0; n < count; n++)
            a[9 * n + 8] = -a[9 * n] - a[9 * n + 4];
        return a;
    }
}
