using System.Globalization;
using MlPhys.Data;
using MlPhys.Numerics.Random;
using MlPhys.Turbulence.Gradients;

namespace MlPhys.Core.Tests.Turbulence.Gradients;

public class GradientReaderTests
{
    private static readonly double[] Numbers = Traceless(12);

    [Fact]
    public void Every_form_gives_the_same_tensors()
    {
        using var folder = new TemporaryFolder();
        Npy.Write(folder["a.npy"], NdArray.Of(Numbers).Reshape(12, 3, 3));
        Npy.Write(folder["b.npy"], NdArray.Of(Numbers).Reshape(12, 9));
        Npz.Write(folder["c.npz"], [new("A", NdArray.Of(Numbers).Reshape(12, 9)), new("x", NdArray.Of(new double[3]))]);
        File.WriteAllBytes(folder["d.raw"], [.. Numbers.SelectMany(BitConverter.GetBytes)]);
        folder.Write("e.csv", Table("A11,A12,A13,A21,A22,A23,A31,A32,A33"));
        folder.Write("f.csv", Table("duxdx,duxdy,duxdz,duydx,duydy,duydz,duzdx,duzdy,duzdz"));
        folder.Write("g.csv", Table("dudx,dudy,dudz,dvdx,dvdy,dvdz,dwdx,dwdy,dwdz"));
        foreach (var name in (string[])["a.npy", "b.npy", "c.npz", "e.csv", "f.csv", "g.csv"])
            Assert.Equal(Numbers, GradientReader.Default.Read(folder[name]).Values);
        Assert.Equal(
            Numbers,
            GradientReader.Default.WithRawLayout(1, doublePrecision: true).Read(folder["d.raw"]).Values
        );
    }

    [Fact]
    public void Trajectories_keep_their_shape_and_times()
    {
        using var folder = new TemporaryFolder();
        Npy.Write(folder["a.npy"], NdArray.Of(Numbers).Reshape(3, 4, 3, 3));
        var set = GradientReader.Default.WithInterval(0.1).WithScales(1e-3, 0.5).Read(folder["a.npy"]);
        Assert.Equal((3, 4, true), (set.Trajectories, set.Times.Length, set.IsLagrangian));
        Assert.Equal(0.1, set.Interval, 1e-12);
        Assert.Equal(0.5, set.Scales.KolmogorovTime);
        var rows = Table("A11,A12,A13,A21,A22,A23,A31,A32,A33").Split('\n');
        var timed = string.Join('\n', rows.Select((row, i) => (i == 0 ? "time," : $"{(i - 1) % 4 * 0.25},") + row));
        folder.Write("b.csv", timed);
        var table = GradientReader.Default.Read(folder["b.csv"]);
        Assert.Equal((3, 4, 0.25), (table.Trajectories, table.Times.Length, table.Interval));
        Assert.Equal(Numbers, table.Values);
    }

    [Fact]
    public void Derivative_first_is_transposed()
    {
        using var folder = new TemporaryFolder();
        Npy.Write(folder["a.npy"], NdArray.Of(Numbers).Reshape(12, 9));
        var set = GradientReader.Default.WithDerivativeFirst().Read(folder["a.npy"]);
        for (var i = 0; i < 3; i++)
        for (var j = 0; j < 3; j++)
            Assert.Equal(Numbers[9 * 5 + 3 * j + i], set.Values[9 * 5 + 3 * i + j]);
    }

    [Fact]
    public void Faults_say_what_was_found_and_expected()
    {
        using var folder = new TemporaryFolder();
        Npy.Write(folder["shape.npy"], new double[4, 8]);
        double[] bad = [.. Numbers];
        bad[20] = double.PositiveInfinity;
        Npy.Write(folder["bad.npy"], NdArray.Of(bad).Reshape(12, 9));
        folder.Write("short.raw", new byte[100]);
        folder.Write("names.csv", "p,q\n1,2\n");
        string Fault(string name) =>
            Assert.Throws<InvalidDataException>(() => GradientReader.Default.Read(folder[name])).Message;
        Assert.Contains("(4, 8), expected (n, 9)", Fault("shape.npy"), StringComparison.Ordinal);
        Assert.Contains("A13 of trajectory 2", Fault("bad.npy"), StringComparison.Ordinal);
        Assert.Contains("100 bytes, expected a multiple of 36", Fault("short.raw"), StringComparison.Ordinal);
        Assert.Contains("columns p, q, expected A11", Fault("names.csv"), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => GradientReader.Default.Read(folder.Write("a.h5", "")));
        Assert.Throws<FileNotFoundException>(() => GradientReader.Default.Read(folder["none.npy"]));
    }

    [Fact]
    public void Checks_pass_isotropic_data_and_warn_of_other()
    {
        var set = Isotropic(20_000);
        Assert.Empty(set.Warnings());
        double[] stretched = [.. set.Values];
        for (var n = 0; n < stretched.Length; n += 9)
            stretched[n + 1] *= 1.3;
        var warnings = VelocityGradients.Of(stretched, [0], set.Scales).Warnings();
        Assert.Contains(warnings, w => w.StartsWith("7.5 <A12²>/<A:A>: 1.", StringComparison.Ordinal));
    }

    [Fact]
    public void Compressible_data_and_mixed_units_are_refused()
    {
        var set = Isotropic(1000);
        double[] compressible = [.. set.Values];
        for (var n = 0; n < compressible.Length; n += 9)
            compressible[n + 8] += 1;
        var trace = Assert.Throws<InvalidDataException>(() =>
            VelocityGradients.Of(compressible, [0], set.Scales).Checks()
        );
        Assert.Contains("rms trace", trace.Message, StringComparison.Ordinal);
        var units = Assert.Throws<InvalidDataException>(() =>
            VelocityGradients.Of(set.Values, [0], set.Scales with { KolmogorovTime = 200 }).Checks()
        );
        Assert.Contains("different units", units.Message, StringComparison.Ordinal);
    }

    /// <summary>Gaussian tensors: five strain and three rotation coordinates of equal variance within each.</summary>
    internal static VelocityGradients Isotropic(int count)
    {
        var numbers = new RandomStream(5).Gaussians(8 * count);
        var x = new double[count, 8];
        for (var i = 0; i < numbers.Length; i++)
            x[i / 8, i % 8] = numbers[i] * (i % 8 < 5 ? Math.Sqrt(0.1) : Math.Sqrt(1.0 / 6));
        return VelocityGradients.Of(TraceFree.Tensors(x), [0], new FlowScales(1, 1));
    }

    private static string Table(string header) =>
        header
        + "\n"
        + string.Join(
            '\n',
            Numbers
                .Chunk(9)
                .Select(row => string.Join(',', row.Select(v => v.ToString("R", CultureInfo.InvariantCulture))))
        );

    private static double[] Traceless(int count)
    {
        var a = new RandomStream(1).Gaussians(9 * count);
        for (var n = 0; n < count; n++)
            a[9 * n + 8] = -a[9 * n] - a[9 * n + 4];
        return a;
    }
}
