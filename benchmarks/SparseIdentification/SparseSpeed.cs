using System.Diagnostics;
using System.Globalization;
using MlPhys.Core.Tests.SparseIdentification;
using MlPhys.SparseIdentification;
using MlPhys.SparseIdentification.Dynamics;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Solvers;
using MlPhys.SparseIdentification.Streams;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.Benchmarks.SparseIdentification;

/// <summary>CPU seconds of the fits on one thread, best of some rounds after a second of warm-up, in which .NET compiles for speed, beside the same work in numpy in the same
/// run and PySINDy's seconds as published in the project's methods page (another two-core machine); run as <c>-- sparse-speed</c>.</summary>
internal sealed class SparseSpeed()
    : Experiment("sparse-speed", "what,cpu_s,target_s,numpy_cpu_s,pysindy_published_cpu_s,note")
{
    private const int Rounds = 5;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private const double Unknown = double.NaN;
    private Dictionary<string, double>? peers;

    public override void Run(string[] arguments)
    {
        var small = Lorenz(10_000);
        var large = Lorenz(1_000_000);
        var law = SparseModel.For(small).WithLibrary(Library.Polynomial(3)).WithMethod(Method.Regression()).Fit();
        double[] times = [.. Enumerable.Range(0, 501).Select(i => 0.01 * i)];
        double[] point = [1, 2, 20];
        Measure("Lorenz degree 3, 1 M", 0.12, 1.85, () => Fit(large, 3, 1));
        Measure("Lorenz degree 5, 1 M", 0.35, 7.1, () => Fit(large, 5, 1));
        Measure("Lorenz degree 3, 10 k", 0.002, 0.017, () => Fit(small, 3, 1), 20);
        Measure(
            "weak form, 1000 functions, 10 k",
            0.1,
            1.6,
            () => Weak(small, Method.Weak(50, solver: Solver.Ssr())),
            5
        );
        Measure("whitened weak form of one width, 10 k", Unknown, Unknown, () => Weak(small, Method.Weak(50)));
        Measure("ensemble of 100, degree 3, 10 k", 0.02, 0.83, () => Ensemble(small));
        Measure("simulation of 5 time units", 0.03, 3.3, () => law.Simulate([-8, 8, 27], times));
        Measure("one prediction", 5e-6, 1e-3, () => law.Derivative(point), 100_000);
        Measure("Langmuir-Hinshelwood search, 5 % noise", 0.1, Unknown, () => RateCase.All[0].Find(0.05, 1));
        Measure("Lorenz from 5 % noise, likelihood", Unknown, Unknown, () => DynamicsCase.Lorenz.Find(0.05, 1));
        Row("two threads on 1 M of degree 5", () => $"{TwoThreads(large):0.00},1.7,,,times as fast in wall time");
        Row("stream of 100 M samples, degree 3", () => Stream(large));
    }

    private void Measure(string what, double target, double published, Func<object> work, int repeats = 1) =>
        Row(
            $"\"{what}\"",
            () =>
                $"{Cpu(work, repeats):G3},{Text(target)},{Text(Peers().GetValueOrDefault(what, Unknown))},{Text(published)},"
        );

    private static string Text(double value) =>
        double.IsNaN(value) ? "" : value.ToString("G3", CultureInfo.InvariantCulture);

    private static double Cpu(Func<object> work, int repeats)
    {
        var best = double.PositiveInfinity;
        for (var warming = Stopwatch.StartNew(); warming.Elapsed < WarmUp; )
            work();
        GC.Collect();
        for (var round = 0; round < Rounds; round++)
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            for (var i = 0; i < repeats; i++)
                work();
            var seconds = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalSeconds / repeats;
            best = Math.Min(best, seconds);
        }
        return best;
    }

    private Dictionary<string, double> Peers()
    {
        if (peers is not null)
            return peers;
        var script = Path.Combine(Folder("benchmarks/peers"), "sparse_identification.py");
        var start = new ProcessStartInfo("/usr/bin/python3", [script, Rounds.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var python = Process.Start(start)!;
        var lines = python.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        python.WaitForExit();
        return peers = lines
            .Select(line => line.Split(' ', 2))
            .ToDictionary(p => p[1], p => double.Parse(p[0], CultureInfo.InvariantCulture), StringComparer.Ordinal);
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

    private static DynamicsLaw Weak(Trajectory data, Method method) =>
        SparseModel.For(data).WithLibrary(Library.Polynomial(3)).WithMethod(method).Fit();

    private static InclusionRow[] Ensemble(Trajectory data) =>
        SparseModel.For(data).WithLibrary(Library.Polynomial(3)).WithMethod(Method.Regression()).FitEnsemble();

    /// <summary>A hundred times the same million samples, as the blocks of a stream.</summary>
    private static FormattableString Stream(Trajectory data)
    {
        const int length = 10_000;
        double[][] columns = [.. data.States.Select(s => s.Values)];
        var blocks = Enumerable
            .Range(0, 100)
            .SelectMany(_ => Enumerable.Range(0, columns[0].Length / length))
            .Select(b => columns.Select(c => c[(b * length)..((b + 1) * length)]).ToArray());
        GC.Collect();
        var before = Process.GetCurrentProcess();
        var (cpu, memory) = (before.TotalProcessorTime, before.WorkingSet64);
        var law = SparseModel
            .ForStream("x0", "x1", "x2")
            .WithLibrary(Library.Polynomial(3))
            .Fit(SampleBlock.OfEven(0.002, blocks));
        var after = Process.GetCurrentProcess();
        var seconds = (after.TotalProcessorTime - cpu).TotalSeconds;
        var grown = Math.Max(0, after.PeakWorkingSet64 - memory) / 1048576;
        return $"{seconds:G3},,,,working set grew by at most {grown} MiB; {law.Terms.Length} terms";
    }

    private static double TwoThreads(Trajectory data) => Wall(() => Fit(data, 5, 1)) / Wall(() => Fit(data, 5, 2));

    private static double Wall(Func<object> work) =>
        Enumerable
            .Range(0, 4 * Rounds)
            .Min(_ =>
            {
                var watch = Stopwatch.StartNew();
                work();
                return watch.Elapsed.TotalSeconds;
            });
}
