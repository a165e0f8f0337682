using System.Numerics;
using MathNet.Numerics.IntegralTransforms;
using MlPhys.SparseIdentification;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.Core.Tests.SparseIdentification;

/// <summary>Acceptance case 10: field equations in the weak form, from no noise to half the field's deviation.</summary>
public class FieldTests
{
    private static readonly Lazy<double[][]> Burgers = new(() => BurgersRows());
    private static readonly Lazy<double[][]> KortewegDeVries = new(() => SolitonRows());

    [Theory]
    [InlineData("Burgers", 0, 1, 1, 1e-5)]
    [InlineData("Burgers", 0.1, 5, 5, 1e-2)]
    [InlineData("Burgers", 0.2, 10, 9, 2e-2)]
    [InlineData("Burgers", 0.5, 10, 9, 5e-2)]
    [InlineData("KdV", 0, 1, 1, 1e-5)]
    [InlineData("KdV", 0.1, 5, 5, 5e-3)]
    [InlineData("KdV", 0.2, 10, 9, 1e-2)]
    [InlineData("KdV", 0.5, 10, 9, 3e-2)]
    public void The_equation_is_found(string name, double level, int seeds, int bar, double error)
    {
        var truth =
            name == "Burgers"
                ? new Dictionary<string, double> { ["(u^2)_x"] = -0.5, ["u_xx"] = 0.1 }
                : new Dictionary<string, double> { ["(u^2)_x"] = -3, ["u_xxx"] = -1 };
        var laws = Enumerable
            .Range(1, seeds)
            .Select(seed => SparseModel.For(Measured(name, level, seed)).Fit())
            .ToArray();
        var exact = laws.Where(l => l.Terms.Select(t => t.Term).ToHashSet().SetEquals(truth.Keys)).ToArray();
        var errors = exact.Select(l => l.Terms.Max(t => Math.Abs(t.Value / truth[t.Term] - 1))).Order().ToArray();

        Assert.True(exact.Length >= bar, $"{exact.Length} of {seeds}, such as {laws[^1]}");
        Assert.InRange(errors[errors.Length / 2], 0, error);
    }

    [Fact]
    public void An_uneven_grid_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() =>
            Field.Of("u", [0, 1, 2, 3, 4, 5, 6, 8], Enumerable.Range(0, 8).Select(i => (double)i), new double[8, 8])
        );
        Assert.Contains("the step at point 8 is 2", error.Message, StringComparison.Ordinal);
    }

    private static Field Measured(string name, double level, int seed)
    {
        var (clean, length, duration) =
            name == "Burgers" ? (Burgers.Value, 16.0, 10.0) : (KortewegDeVries.Value, 40.0, 4.0);
        var rows = Flat(clean, level, seed);
        var values = new double[rows.Length, rows[0].Length];
        for (var i = 0; i < rows.Length; i++)
        for (var j = 0; j < rows[0].Length; j++)
            values[i, j] = rows[i][j];
        return Field.Of(
            "u",
            rows.Select((_, i) => i * duration / (rows.Length - 1)),
            rows[0].Select((_, j) => j * length / rows[0].Length),
            values
        );
    }

    /// <summary>Noise of level x deviation of the whole field.</summary>
    private static double[][] Flat(double[][] rows, double level, int seed)
    {
        var column = rows.SelectMany(r => r.Select(v => (double[])[v])).ToArray();
        var noisy = Recipe.WithNoise(column, level, seed);
        return [.. rows.Select((r, i) => r.Select((_, j) => noisy[i * r.Length + j][0]).ToArray())];
    }

    /// <summary>u_t = -u u_x + 0.1 u_xx on a periodic line of 16, 256 points, Fourier in space and exact diffusion with RK4 in time.</summary>
    private static double[][] BurgersRows()
    {
        const int n = 256;
        const double length = 16;
        double[] u =
        [
            .. Enumerable
                .Range(0, n)
                .Select(j => Math.Exp(-Math.Pow(j * length / n - 6, 2)) + 0.4 * Math.Sin(2 * Math.PI * j / n)),
        ];
        return Recipe.Integrate(
            (_, v) =>
            {
                var (first, second) = (Spectral(v, 1, length), Spectral(v, 2, length));
                return [.. v.Select((x, j) => -x * first[j] + 0.1 * second[j])];
            },
            u,
            0.05,
            201,
            8
        );
    }

    private static double[] Spectral(double[] v, int order, double length)
    {
        var n = v.Length;
        var c = v.Select(x => new Complex(x, 0)).ToArray();
        Fourier.Forward(c, FourierOptions.Matlab);
        for (var k = 0; k < n; k++)
        {
            var wave = 2 * Math.PI / length * (k < n / 2 ? k : k - n);
            c[k] *= order == 1 && k == n / 2 ? Complex.Zero : Complex.Pow(new Complex(0, wave), order);
        }
        Fourier.Inverse(c, FourierOptions.Matlab);
        return [.. c.Select(x => x.Real)];
    }

    /// <summary>The exact two-soliton solution of u_t = -6 u u_x - u_xxx, u = 2 (ln F)_xx (Hirota 1971).</summary>
    private static double[][] SolitonRows()
    {
        var (k1, k2) = (1.1, 1.7);
        var coupling = Math.Pow((k1 - k2) / (k1 + k2), 2);
        return
        [
            .. Enumerable
                .Range(0, 201)
                .Select(i => Enumerable.Range(0, 400).Select(j => Soliton(i * 0.02, j * 0.1)).ToArray()),
        ];

        double Soliton(double t, double x)
        {
            var a = Math.Exp(k1 * (x - 16) - k1 * k1 * k1 * t);
            var b = Math.Exp(k2 * (x - 10) - k2 * k2 * k2 * t);
            var f = 1 + a + b + coupling * a * b;
            var first = k1 * a + k2 * b + (k1 + k2) * coupling * a * b;
            var second = k1 * k1 * a + k2 * k2 * b + (k1 + k2) * (k1 + k2) * coupling * a * b;
            return 2 * (second / f - first * first / (f * f));
        }
    }
}
