using System.Diagnostics;
using System.Globalization;
using MlPhys.Core.Tests.SparseIdentification;
using MlPhys.SparseIdentification;
using MlPhys.SparseIdentification.Dynamics;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.Benchmarks.SparseIdentification;

/// <summary>CPU seconds of the fits, best of some rounds after a warm-up; run as <c>-- sparse-speed [RESULT.md]</c>.</summary>
internal static class SparseSpeed
{
    private const int Rounds = 5;

    public static int Run(string[] arguments)
    {
        var small = Lorenz(10_000);
        var large = Lorenz(1_000_000);
        var law = SparseModel.For(small).WithLibrary(Library.Polynomial(3)).WithMethod(Method.Regression()).Fit();
        double[] times = [.. Enumerable.Range(0, 501).Select(i => 0.01 * i)];
        double[] point = [1, 2, 20];
        string[] rows =
        [
            Row("Lorenz degree 3, 10 k", 0.002, 0.017, () => Fit(small, 3, 1)),
            Row("Lorenz degree 3, 1 M", 0.12, 1.85, () => Fit(large, 3, 1)),
            Row("Lorenz degree 5, 1 M", 0.35, 7.1, () => Fit(large, 5, 1)),
            Row("weak form, 1000 functions, 10 k", 0.1, 1.6, () => Weak(small)),
            Row("ensemble of 100, degree 3, 10 k", 0.02, 0.83, () => Ensemble(small)),
            Row("simulation of 5 time units", 0.03, 3.3, () => law.Simulate([-8, 8, 27], times)),
            Row("one prediction, mean of 100 k", 5e-6, 1e-3, () => Predict(law, point), 100_000),
            Row("Langmuir-Hinshelwood search, 5 % noise", 0.1, double.NaN, () => RateCase.All[0].Find(0.05, 1)),
            Row("Lorenz from 5 % noise, likelihood", double.NaN, double.NaN, () => DynamicsCase.Lorenz.Find(0.05, 1)),
        ];
        var report = $"""
            # Sparse identification: CPU time

            Best of {Rounds} after a warm-up, one thread, Release; made by `sparse-speed` of `benchmarks/SparseIdentification/SparseSpeed.cs`.
            Target and PySINDy's seconds are those of the project's methods page (measured on another two-core machine, not in this run).

            | what | CPU s | target | PySINDy |
            |---|---|---|---|
            {string.Join('\n', rows)}

            Two threads on 1 M samples of degree 5: {TwoThreads(large):0.00} times as fast in wall time.
            Allocated in that fit beyond the data: {Allocated(large):0} MiB, of which 23 MiB are the derivatives.

            """;
        Console.Write(report);
        if (arguments is [var target])
            File.WriteAllText(target, report);
        return 0;
    }

    private static Trajectory Lorenz(int samples)
    {
        var rows = Recipe.Integrate(
            (_, x) => [10 * (x[1] - x[0]), x[0] * (28 - x[2]) - x[1], x[0] * x[1] - 8 / 3.0 * x[2]],
            [-8, 8, 27],
            0.002,
            samples,
            1
        );
        var trajectory = Trajectory.At(rows.Select((_, i) => 0.002 * i));
        for (var j = 0; j < 3; j++)
            trajectory = trajectory.With($"x{j}", Recipe.Column(rows, j));
        return trajectory;
    }

    private static DynamicsLaw Fit(Trajectory data, int degree, int threads) =>
        SparseModel
            .For(data)
            .WithLibrary(Library.Polynomial(degree))
            .WithMethod(Method.Regression(threads: threads))
            .Fit();

    private static DynamicsLaw Weak(Trajectory data) =>
        SparseModel.For(data).WithLibrary(Library.Polynomial(3)).WithMethod(Method.Weak(50)).Fit();

    private static InclusionRow[] Ensemble(Trajectory data) =>
        SparseModel.For(data).WithLibrary(Library.Polynomial(3)).WithMethod(Method.Regression()).FitEnsemble();

    private static double Predict(DynamicsLaw law, double[] point)
    {
        var sum = 0.0;
        for (var i = 0; i < 100_000; i++)
            sum += law.Derivative(point)[0];
        return sum;
    }

    private static string Row(string what, double target, double peer, Func<object> work, int repeats = 1)
    {
        var best = Enumerable.Range(0, Rounds + 1).Select(_ => Cpu(work)).Skip(1).Min() / repeats;
        return string.Create(CultureInfo.InvariantCulture, $"| {what} | {best:G3} | {Text(target)} | {Text(peer)} |");
    }

    private static string Text(double value) =>
        double.IsNaN(value) ? "-" : value.ToString("G3", CultureInfo.InvariantCulture);

    private static double Cpu(Func<object> work)
    {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        work();
        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds;
    }

    private static double TwoThreads(Trajectory data) => Wall(() => Fit(data, 5, 1)) / Wall(() => Fit(data, 5, 2));

    private static double Wall(Func<object> work) =>
        Enumerable
            .Range(0, Rounds)
            .Min(_ =>
            {
                var watch = Stopwatch.StartNew();
                work();
                return watch.Elapsed.TotalSeconds;
            });

    private static double Allocated(Trajectory data)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Fit(data, 5, 1);
        return (GC.GetTotalAllocatedBytes(precise: true) - before) / 1048576.0;
    }
}
