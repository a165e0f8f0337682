using System.Numerics;
using MathNet.Numerics.IntegralTransforms;
using MlPhys.SparseIdentification;
using MlPhys.SparseIdentification.Fields;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.Core.Tests.SparseIdentification;

/// <summary>A field equation of the acceptance list: the clean field and the true terms.</summary>
internal sealed record FieldCase(
    string Name,
    double Length,
    double Duration,
    Lazy<double[][]> Clean,
    Dictionary<string, double> Truth
)
{
    public static FieldCase[] All { get; } =
    [
        new("Burgers", 16, 10, new(BurgersRows), new() { ["(u^2)_x"] = -0.5, ["u_xx"] = 0.1 }),
        new("KdV", 40, 4, new(SolitonRows), new() { ["(u^2)_x"] = -3, ["u_xxx"] = -1 }),
    ];

    /// <summary>The law found, in the one configuration that all cases share.</summary>
    public FieldLaw Find(double level, int seed) => SparseModel.For(Measured(level, seed)).Fit();

    /// <summary>Whether the law has exactly the true terms.</summary>
    public bool IsExact(FieldLaw law) => law.Terms.Select(t => t.Term).ToHashSet().SetEquals(Truth.Keys);

    /// <summary>The largest relative error of a coefficient.</summary>
    public double Error(FieldLaw law) => law.Terms.Max(t => Math.Abs(t.Value / Truth[t.Term] - 1));

    /// <summary>The field with noise of level x deviation of the whole field.</summary>
    public Field Measured(double level, int seed)
    {
        var rows = Flat(Clean.Value, level, seed);
        var values = new double[rows.Length, rows[0].Length];
        for (var i = 0; i < rows.Length; i++)
        for (var j = 0; j < rows[0].Length; j++)
            values[i, j] = rows[i][j];
        return Field.Of(
            "u",
            rows.Select((_, i) => i * Duration / (rows.Length - 1)),
            rows[0].Select((_, j) => j * Length / rows[0].Length),
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
