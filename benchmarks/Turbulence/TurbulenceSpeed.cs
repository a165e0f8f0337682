using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using MlPhys.Numerics.Random;
using MlPhys.Numerics.Threads;
using MlPhys.Turbulence.Simulation;
using MlPhys.Turbulence.Tracers;

namespace MlPhys.Benchmarks.Turbulence;

/// <summary>Steps beside scipy.fft in one run, interpolation, two threads, memory: <c>-- turbulence-speed</c>.</summary>
internal sealed class TurbulenceSpeed() : Experiment("turbulence-speed", "what,value,unit,peer,ratio,bound")
{
    private const int Rounds = 7;

    public override void Run(string[] arguments)
    {
        Row("memory 128³ single with 1000 tracers", () => $"{Memory():F0},MB,,,700");
        int[] sizes = [32, 48, 64, 96, 128];
        foreach (var n in sizes)
        {
            Row($"allocated in ten steps {n}³", () => $"{Allocated(n)},bytes,,,0");
            Steps<float>(n, "single", n is 64 or 96 ? "0.5" : "");
            Steps<double>(n, "double", "");
        }
        foreach (var order in Enum.GetValues<TracerInterpolation>())
            Row(
                $"nine components at a point {NameOf(order)}",
                () => $"{Interpolation(order):F3},us,,,{(order == TracerInterpolation.CubicSpline ? 0.6 : 1.3)}"
            );
        Row("memory 256³ single", () => $"{LargeMemory():F0},MB,,,");
        Row("Heun step 256³ single", () => $"{LargeStep():F0},ms,,,");
        foreach (var n in (int[])[64, 96])
            Row($"two threads against one {n}³ single", () => $"{TwoThreads(n):F2},times,,,1.7");
    }

    private void Steps<T>(int n, string precision, string bound)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> =>
        Row(
            $"Heun step {n}³ {precision}",
            () =>
            {
                var before = Step<T>(n);
                var peer = Peer(n, precision);
                var own = Math.Min(before, Step<T>(n));
                return $"{own:F2},ms,{peer:F2},{own / peer:F3},{bound}";
            }
        );

    private static double Peer(int n, string precision)
    {
        var script = Path.Combine(Folder("benchmarks/peers"), "turbulence.py");
        var start = new ProcessStartInfo("/usr/bin/python3", [script, $"{n}"])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var python = Process.Start(start)!;
        return python
            .StandardOutput.ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t'))
            .Where(part => part[0] == $"{n} {precision}")
            .Select(part => double.Parse(part[1], CultureInfo.InvariantCulture))
            .Single();
    }

    /// <summary>CPU milliseconds of a step, best of some rounds.</summary>
    private static double Step<T>(int n)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        using var team = new WorkTeam(1);
        using var stepper = Started<T>(n, team);
        var repeats = Math.Max(3, 200 * 64 * 64 / (n * n * n / 64));
        return Best(() => CpuSeconds(() => Repeat(stepper, repeats))) / repeats * 1e3;
    }

    private static double TwoThreads(int n)
    {
        using var one = new WorkTeam(1);
        using var two = new WorkTeam(2);
        using var first = Started<float>(n, one);
        using var second = Started<float>(n, two);
        var (single, both) = (double.PositiveInfinity, double.PositiveInfinity);
        for (var round = 0; round < 40; round++)
        {
            single = Math.Min(single, WallSeconds(() => Repeat(first, 5)));
            both = Math.Min(both, WallSeconds(() => Repeat(second, 5)));
        }
        return single / both;
    }

    private static string NameOf(TracerInterpolation kind) =>
        kind switch
        {
            TracerInterpolation.CubicSpline => "cubic",
            TracerInterpolation.QuinticSpline => "quintic",
            _ => "cubic Hermite",
        };

    private static double Interpolation(TracerInterpolation order)
    {
        const int Points = 200_000;
        using var team = new WorkTeam(1);
        using var stepper = Started<float>(64, team);
        using var cube = new FieldCube<float>(stepper.Velocity.Grid, team, order, DerivedModes.Gradients);
        cube.Set(stepper.Velocity);
        double[] positions = [.. new RandomStream(1).Uniforms(3 * Points).Select(x => 2 * Math.PI * x)];
        var values = new float[8 * Points];
        return Best(() => CpuSeconds(() => cube.At(positions, values))) / Points * 1e6;
    }

    private static long Allocated(int n)
    {
        using var team = new WorkTeam(1);
        using var stepper = Started<float>(n, team);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10; i++)
            stepper.Step(0.016, Length);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static double Memory()
    {
        IsotropicTurbulence
            .Box(128)
            .WithViscosity(0.006)
            .WithForcing(Forcing.ShellEnergies(0.5, 0.5))
            .WithTracers(1000, 0.01)
            .WithSampling(0.01)
            .Run(0.02);
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1048576.0;
    }

    /// <summary>Peak of a process that does two steps; what was measured before in it took less.</summary>
    private static double LargeMemory()
    {
        IsotropicTurbulence
            .Box(256)
            .WithViscosity(0.0025)
            .WithForcing(Forcing.ShellEnergies(0.5, 0.5))
            .WithTimeStep(TimeStepRule.Fixed(1e-4))
            .WithSampling(1)
            .Run(2e-4);
        using var process = Process.GetCurrentProcess();
        return process.PeakWorkingSet64 / 1048576.0;
    }

    private static double LargeStep()
    {
        using var team = new WorkTeam(1);
        var grid = new SpectralGrid(256, Dealiasing.Sphere);
        using var stepper = new Stepper<float>(grid, team, TimeScheme.Heun);
        stepper.Velocity.Span[0] = 1;
        Repeat(stepper, 1);
        return Enumerable.Range(0, 3).Min(_ => CpuSeconds(() => Repeat(stepper, 1))) * 1e3;
    }

    private static readonly Func<double, double> Length = _ => 1e-4;

    private static Stepper<T> Started<T>(int n, WorkTeam team)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var grid = new SpectralGrid(n, Dealiasing.Sphere);
        using var initial = new VelocityModes<double>(grid);
        InitialField.Random(1, 3).Fill(initial, 5);
        var stepper = new Stepper<T>(grid, team, TimeScheme.Heun);
        for (var i = 0; i < initial.Span.Length; i++)
            stepper.Velocity.Span[i] = T.CreateTruncating(initial.Span[i]);
        Repeat(stepper, 40);
        return stepper;
    }

    private static void Repeat<T>(Stepper<T> stepper, int count)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (var i = 0; i < count; i++)
            stepper.Step(0.016, Length);
    }

    private static double Best(Func<double> seconds) => Enumerable.Range(0, Rounds).Min(_ => seconds());

    private static double CpuSeconds(Action work)
    {
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        work();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds;
    }

    private static double WallSeconds(Action work)
    {
        var watch = Stopwatch.StartNew();
        work();
        return watch.Elapsed.TotalSeconds;
    }
}
