using MlPhys.SparseIdentification;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Rates;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.Core.Tests.SparseIdentification;

/// <summary>A rate law of the acceptance list: clean rates, the mechanisms offered, the true one and its numbers.</summary>
internal sealed record RateCase(
    string Name,
    double[][] Conditions,
    Func<double[], double> Truth,
    Library Library,
    string Structure,
    double[] Numbers
)
{
    /// <summary>Mechanisms of a bimolecular surface reaction beside a quadratic polynomial; one library for all cases of this kind.</summary>
    public static Library Surface { get; } =
        Library.Polynomial(2)
        + Library.Parametric(
            "Langmuir-Hinshelwood",
            (p, k) => p[0] * p[1] / ((1.0 + k[0] * p[0] + k[1] * p[1]) * (1.0 + k[0] * p[0] + k[1] * p[1])),
            new FreeParameter("KA"),
            new FreeParameter("KB")
        )
        + Library.Parametric("Eley-Rideal A", (p, k) => p[0] * p[1] / (1.0 + k[0] * p[0]), new FreeParameter("KA"))
        + Library.Parametric("Eley-Rideal B", (p, k) => p[0] * p[1] / (1.0 + k[0] * p[1]), new FreeParameter("KB"))
        + Library.Parametric(
            "Mars-van Krevelen",
            (p, k) => p[0] * p[1] / (k[0] * p[0] + p[1]),
            new FreeParameter("ratio")
        )
        + Library.Saturation();

    /// <summary>Six mechanisms of inhibition.</summary>
    public static Library Inhibition { get; } =
        Library.Parametric("Michaelis-Menten", (x, k) => x[0] / (k[0] + x[0]), new FreeParameter("Km"))
        + Library.Parametric(
            "competitive",
            (x, k) => x[0] / (k[0] * (1.0 + x[1] / k[1]) + x[0]),
            new FreeParameter("Km"),
            new FreeParameter("Ki")
        )
        + Library.Parametric(
            "uncompetitive",
            (x, k) => x[0] / (k[0] + x[0] * (1.0 + x[1] / k[1])),
            new FreeParameter("Km"),
            new FreeParameter("Ki")
        )
        + Library.Parametric(
            "non-competitive",
            (x, k) => x[0] / ((k[0] + x[0]) * (1.0 + x[1] / k[1])),
            new FreeParameter("Km"),
            new FreeParameter("Ki")
        )
        + Library.Parametric(
            "substrate inhibition",
            (x, k) => x[0] / (k[0] + x[0] + x[0] * x[0] / k[1]),
            new FreeParameter("Km"),
            new FreeParameter("Ks")
        )
        + Library.Parametric(
            "partial",
            (x, k) => x[0] / ((k[0] + x[0]) * (k[1] + x[1])),
            new FreeParameter("Km"),
            new FreeParameter("Ki")
        );

    public static RateCase[] All { get; } =
    [
        LangmuirHinshelwood("LH 144", Grid()),
        LangmuirHinshelwood("LH 40", Random()),
        EleyRideal("ER 144", Grid()),
        EleyRideal("ER 40", Random()),
        new(
            "competitive inhibition",
            Grid(),
            x => 2.5 * x[0] / (0.8 * (1 + x[1] / 0.5) + x[0]),
            Inhibition,
            "x0/(Km (1 + x1/Ki) + x0)",
            [2.5, 0.8, 0.5]
        ),
    ];

    /// <summary>Laws on which the sizing of the library is judged: fewer terms than the mechanism offers, more, or none.</summary>
    public static RateCase[] Controls { get; } =
    [
        new("mass action", Grid(), p => 0.7 * p[0] * p[1], Surface, "x0 x1", [0.7]),
        new(
            "LH + 0.15 A",
            Grid(),
            p => All[0].Truth(p) + 0.15 * p[0],
            Surface,
            "x0 + x0 x1/(1 + KA x0 + KB x1)^2",
            [1.8, 1.5, 0.6, 0.15]
        ),
        new(
            "LH + ER",
            Grid(),
            p => All[0].Truth(p) + 0.4 * p[0] * p[1] / (1 + 0.7 * p[0]),
            Surface,
            "x0 x1/(1 + KA x0 + KB x1)^2 + x0 x1/(1 + KA x0)",
            [1.8, 1.5, 0.6, 0.4, 0.7]
        ),
        new("noise only", Grid(), _ => 0, Surface, "", []),
    ];

    public double[] CleanRates => [.. Conditions.Select(Truth)];

    public RateLaw Find(double level, int seed)
    {
        var rates =
            level == 0 ? CleanRates
            : Structure.Length == 0 ? [.. Recipe.Normals((ulong)seed).Take(Conditions.Length).Select(n => level * n)]
            : Recipe.WithRelativeNoise(CleanRates, level, seed);
        return SparseModel
            .For(
                RateTable
                    .Of("r", rates)
                    .With("x0", Conditions.Select(c => c[0]))
                    .With("x1", Conditions.Select(c => c[1]))
            )
            .WithLibrary(Library)
            .Fit();
    }

    /// <summary>The largest relative error of a number of the law.</summary>
    public double Error(RateLaw law) => law.Terms.Zip(Numbers, (t, n) => Math.Abs(t.Value / n - 1)).Max();

    private static RateCase LangmuirHinshelwood(string name, double[][] conditions) =>
        new(
            name,
            conditions,
            p => 2 * 1.5 * 0.6 * p[0] * p[1] / Math.Pow(1 + 1.5 * p[0] + 0.6 * p[1], 2),
            Surface,
            "x0 x1/(1 + KA x0 + KB x1)^2",
            [1.8, 1.5, 0.6]
        );

    private static RateCase EleyRideal(string name, double[][] conditions) =>
        new(name, conditions, p => 2 * 1.5 * p[0] * p[1] / (1 + 1.5 * p[0]), Surface, "x0 x1/(1 + KA x0)", [3, 1.5]);

    private static double[][] Grid()
    {
        double[] p = [.. Enumerable.Range(0, 12).Select(i => 0.05 * Math.Pow(100, i / 11.0))];
        return [.. p.SelectMany(a => p.Select(b => (double[])[a, b]))];
    }

    private static double[][] Random()
    {
        double[] u = [.. Recipe.Uniforms(77).Take(80).Select(v => 0.05 * Math.Pow(100, v))];
        return [.. Enumerable.Range(0, 40).Select(i => (double[])[u[2 * i], u[2 * i + 1]])];
    }
}
