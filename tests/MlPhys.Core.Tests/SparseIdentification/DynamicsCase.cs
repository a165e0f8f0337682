using System.Text.Json;
using MlPhys.SparseIdentification;
using MlPhys.SparseIdentification.Dynamics;
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

    public static DynamicsCase[] All => [Lorenz, Rossler, VanDerPol, Pendulum, Duffing];

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
        law
            .Structure.Zip(Truths)
            .All(p => p.First.Split(" + ").Where(t => t.Length > 0).ToHashSet().SetEquals(p.Second.Keys));

    /// <summary>The largest relative error of a coefficient.</summary>
    public double Error(DynamicsLaw law) =>
        law.Terms.Max(t => Math.Abs(t.Value / Truths[Array.FindIndex(Names(law), n => n == t.Equation)][t.Term] - 1));

    private static string[] Names(DynamicsLaw law) => [.. law.Variables.Select(v => $"{v}'")];

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
