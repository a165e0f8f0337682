using System.Text.Json;
using MlPhys.SparseIdentification;
using MlPhys.SparseIdentification.Dynamics;
using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Laws;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Tables;
using Truth = System.Collections.Generic.Dictionary<string, double>;

namespace MlPhys.Core.Tests.SparseIdentification;

/// <summary>A system of the acceptance list: clean data, the library offered, and the truth to compare with.</summary>
internal sealed record DynamicsCase(string Name, double Step, double[][][] Clean, Library Library, Truth[] Truths)
{
    public static DynamicsCase Lorenz { get; } =
        new(
            "Lorenz",
            0.002,
            [
                Recipe.Integrate(
                    (_, x) => [10 * (x[1] - x[0]), x[0] * (28 - x[2]) - x[1], x[0] * x[1] - 8 / 3.0 * x[2]],
                    [-8, 8, 27],
                    0.002,
                    10000
                ),
            ],
            Library.Polynomial(3),
            [
                new() { ["x0"] = -10, ["x1"] = 10 },
                new()
                {
                    ["x0"] = 28,
                    ["x1"] = -1,
                    ["x0 x2"] = -1,
                },
                new() { ["x2"] = -8 / 3.0, ["x0 x1"] = 1 },
            ]
        );

    public static DynamicsCase Rossler { get; } =
        new(
            "Rössler",
            0.01,
            [
                Recipe.Integrate(
                    (_, x) => [-x[1] - x[2], x[0] + 0.2 * x[1], 0.2 + x[2] * (x[0] - 5.7)],
                    [1, 1, 0],
                    0.01,
                    10000
                ),
            ],
            Library.Polynomial(3),
            [
                new() { ["x1"] = -1, ["x2"] = -1 },
                new() { ["x0"] = 1, ["x1"] = 0.2 },
                new()
                {
                    ["1"] = 0.2,
                    ["x2"] = -5.7,
                    ["x0 x2"] = 1,
                },
            ]
        );

    public static DynamicsCase VanDerPol { get; } =
        new(
            "Van der Pol",
            0.01,
            [Recipe.Integrate((_, x) => [x[1], 2 * (1 - x[0] * x[0]) * x[1] - x[0]], [2, 0], 0.01, 5000)],
            Library.Polynomial(5),
            [
                new() { ["x1"] = 1 },
                new()
                {
                    ["x0"] = -1,
                    ["x1"] = 2,
                    ["x0^2 x1"] = -2,
                },
            ]
        );

    public static DynamicsCase Pendulum { get; } =
        new(
            "pendulum",
            0.005,
            [Recipe.Integrate((_, x) => [x[1], -0.1 * x[1] - 9.81 * Math.Sin(x[0])], [2.8, 0], 0.005, 4000)],
            Library.Polynomial(3) + Library.Fourier(2),
            [new() { ["x1"] = 1 }, new() { ["x1"] = -0.1, ["sin(x0)"] = -9.81 }]
        );

    public static DynamicsCase Duffing { get; } =
        new(
            "Duffing with input",
            0.01,
            [
                Recipe.Integrate(
                    (t, x) => [x[1], -0.2 * x[1] + x[0] - x[0] * x[0] * x[0] + 0.7 * DuffingInput(t)],
                    [0.5, 0],
                    0.01,
                    6000
                ),
            ],
            Library.Polynomial(3),
            [
                new() { ["x1"] = 1 },
                new()
                {
                    ["x0"] = 1,
                    ["x1"] = -0.2,
                    ["u"] = 0.7,
                    ["x0^3"] = -1,
                },
            ]
        );

    /// <summary>Two swings of a pendulum whose wave number is not in any fixed library.</summary>
    public static DynamicsCase WavePendulum { get; } =
        new(
            "pendulum of unknown wave number",
            0.005,
            [
                .. new double[][] { [1.7, 0], [0.9, 0] }.Select(start =>
                    Recipe.Integrate((_, x) => [x[1], -0.1 * x[1] - 6 * Math.Sin(1.7 * x[0])], start, 0.005, 4000)
                ),
            ],
            Library.Polynomial(3)
                + Library.Parametric("sine", (x, k) => Formula.Sin(k[0] * x[0]), new FreeParameter("k", 0.2, 5)),
            [
                new() { ["x1"] = 1 },
                new()
                {
                    ["x1"] = -0.1,
                    ["sin(k x0)"] = -6,
                    ["sin(k x0) k"] = 1.7,
                },
            ]
        );

    public static DynamicsCase MichaelisMenten { get; } =
        new(
            "Michaelis-Menten with feed",
            0.02,
            [
                .. new double[] { 0.05, 0.5, 2, 5 }.Select(start =>
                    Recipe.Integrate((_, x) => [0.6 - 1.5 * x[0] / (0.3 + x[0])], [start], 0.02, 400)
                ),
            ],
            Library.Polynomial(2) + Library.Saturation() + Library.Hill() + Library.Exponential(),
            [
                new()
                {
                    ["1"] = 0.6,
                    ["x0/(K + x0)"] = -1.5,
                    ["x0/(K + x0) K"] = 0.3,
                },
            ]
        );

    public static DynamicsCase BatchReactor { get; } =
        new(
            "LH batch reactor",
            0.05,
            [
                .. new double[][] { [2, 1, 0], [1, 3, 0], [4, 4, 0], [0.5, 0.6, 0] }.Select(start =>
                    Recipe.Integrate(
                        (_, x) =>
                        {
                            var r = 1.8 * x[0] * x[1] / Math.Pow(1 + 1.5 * x[0] + 0.6 * x[1], 2);
                            return [-r, -r, r];
                        },
                        start,
                        0.05,
                        200
                    )
                ),
            ],
            RateCase.Surface,
            [.. new[] { -1.8, -1.8, 1.8 }.Select(OfReactor)]
        );

    public static DynamicsCase[] All =>
        [Lorenz, Rossler, VanDerPol, Pendulum, Duffing, WavePendulum, MichaelisMenten, BatchReactor];

    public static DynamicsCase Named(string name) => All.Single(c => c.Name == name);

    /// <summary>The chaotic systems of the suite: RK4 with 4 sub-steps, the first 1000 samples dropped.</summary>
    public static IEnumerable<DynamicsCase> Suite(string json) =>
        JsonDocument
            .Parse(json)
            .RootElement.GetProperty("systems")
            .EnumerateObject()
            .Select(s => OfSuite(s.Name, s.Value));

    public static double DuffingInput(double t) => 1.5 * Math.Sin(0.9 * t) + 0.8 * Math.Cos(2.3 * t);

    /// <summary>The trajectories with noise of a level and seed.</summary>
    public Trajectory[] Trajectories(double level, int seed) =>
        [
            .. (level == 0 ? Clean : Recipe.WithNoise(Clean, level, seed)).Select(rows =>
            {
                var trajectory = Trajectory.At(rows.Select((_, i) => i * Step));
                for (var j = 0; j < rows[0].Length; j++)
                    trajectory = trajectory.With($"x{j}", Recipe.Column(rows, j));
                return Name == Duffing.Name
                    ? trajectory.WithInput("u", trajectory.Times.Select(DuffingInput))
                    : trajectory;
            }),
        ];

    /// <summary>The law found, in the one configuration that all cases share.</summary>
    public DynamicsLaw Find(double level, int seed) =>
        SparseModel.For(Trajectories(level, seed)).WithLibrary(Library).Fit();

    /// <summary>Whether the law has exactly the true terms.</summary>
    public bool IsExact(DynamicsLaw law) =>
        Names(law)
            .Index()
            .All(e =>
                law.Terms.Where(t => t.Equation == e.Item).Select(Key).ToHashSet().SetEquals(Truths[e.Index].Keys)
            );

    private static string Key(Estimate t) => t.Parameter == "coefficient" ? t.Term : $"{t.Term} {t.Parameter}";

    /// <summary>The largest relative error of a coefficient or inner parameter.</summary>
    public double Error(DynamicsLaw law) =>
        law.Terms.Max(t =>
        {
            var truth = Truths[Array.FindIndex(Names(law), n => n == t.Equation)];
            return Math.Abs(t.Value / truth[Key(t)] - 1);
        });

    /// <summary>The error of the last equation along a line of states, root mean square, as a share of the signal there.</summary>
    public static double FieldError(DynamicsLaw law, Func<double[], double> truth, IEnumerable<double[]> line)
    {
        double[][] states = [.. line];
        var squares = states.Sum(x => Math.Pow(law.Derivative(x)[^1] - truth(x), 2));
        return Math.Sqrt(squares / states.Sum(x => truth(x) * truth(x)));
    }

    /// <summary>The error of the pendulum's law from the largest measured angle to twice that.</summary>
    public static double BeyondTheSwings(DynamicsLaw law) =>
        FieldError(
            law,
            x => -6 * Math.Sin(1.7 * x[0]),
            Enumerable.Range(1, 100).Select(i => new[] { 1.7 * (1 + i / 100.0), 0 })
        );

    /// <summary>The error of the feed's law over the measured concentrations.</summary>
    public static double AlongTheFeed(DynamicsLaw law) =>
        FieldError(
            law,
            x => 0.6 - 1.5 * x[0] / (0.3 + x[0]),
            Enumerable.Range(0, 100).Select(i => new[] { 0.06 + 4.9 * i / 99 })
        );

    private static Truth OfReactor(double coefficient)
    {
        const string term = "x0 x1/(1 + KA x0 + KB x1)^2";
        return new()
        {
            [term] = coefficient,
            [$"{term} KA"] = 1.5,
            [$"{term} KB"] = 0.6,
        };
    }

    private string[] Names(DynamicsLaw law) => [.. law.Variables.Take(Truths.Length).Select(v => $"{v}'")];

    private static DynamicsCase OfSuite(string name, JsonElement system)
    {
        var truths = system
            .GetProperty("rhs")
            .EnumerateArray()
            .Select(e => e.EnumerateObject().ToDictionary(t => t.Name, t => t.Value.GetDouble()))
            .ToArray();
        var step = system.GetProperty("dt").GetDouble();
        double[] start = [.. system.GetProperty("x0").EnumerateArray().Select(v => v.GetDouble())];
        var factors = truths.Select(e => e.Select(t => (t.Value, Powers(t.Key))).ToArray()).ToArray();
        var rows = Recipe.Integrate(
            (_, x) => [.. factors.Select(e => e.Sum(t => t.Value * t.Item2.Aggregate(1.0, (p, i) => p * x[i])))],
            start,
            step,
            11000,
            4
        );
        return new DynamicsCase(name, step, [rows[1000..]], Library.Polynomial(2), truths);
    }

    /// <summary>The variables of a monomial such as "x0^2 x1", each as often as its power.</summary>
    private static int[] Powers(string monomial) =>
        monomial == "1"
            ? []
            :
            [
                .. monomial
                    .Split(' ')
                    .SelectMany(f => Enumerable.Repeat(f[1] - '0', f.Contains('^') ? f[^1] - '0' : 1)),
            ];
}
