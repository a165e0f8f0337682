using System.Diagnostics;
using System.Globalization;
using System.Numerics;
using MlPhys.Numerics.Differential;
using MlPhys.Numerics.Fourier;
using MlPhys.Numerics.Optimisation;
using MlPhys.Numerics.Random;

namespace MlPhys.Benchmarks.Numerics;

/// <summary>Numerics beside numpy and scipy in one run, in CPU time: <c>dotnet run -c Release --project benchmarks -- numerics</c>.</summary>
internal static class AgainstScipy
{
    public static int Run()
    {
        var peers = Peers();
        Console.WriteLine($"{"", -40}{"MlPhys / s", 12}{"scipy / s", 12}{"ratio", 10}");
        foreach (var (name, repetitions, work) in Work())
        {
            var own = Seconds(repetitions, work);
            var line = peers.TryGetValue(name, out var peer)
                ? FormattableString.Invariant($"{name, -40}{own, 12:G3}{peer, 12:G3}{peer / own, 10:F1}")
                : FormattableString.Invariant($"{name, -40}{own, 12:G3}");
            Console.WriteLine(line);
        }
        return 0;
    }

    private static IEnumerable<(string Name, int Repetitions, Action Work)> Work()
    {
        var lorenz = InitialValueProblem
            .For(
                (double _, ReadOnlySpan<double> y, Span<double> d) =>
                {
                    d[0] = 10 * (y[1] - y[0]);
                    d[1] = y[0] * (28 - y[2]) - y[1];
                    d[2] = y[0] * y[1] - 8.0 / 3 * y[2];
                }
            )
            .WithTolerances(1e-8, 1e-10);
        yield return ("Lorenz, RK45, t = 100, rtol 1e-8", 50, () => lorenz.Solve([1, 1, 1], 0, 100));

        var vanDerPol = InitialValueProblem
            .For(
                (double _, ReadOnlySpan<double> y, Span<double> d) =>
                    (d[0], d[1]) = (y[1], ((1 - y[0] * y[0]) * y[1] - y[0]) * 1e6)
            )
            .WithMethod(OdeMethod.Rodas4)
            .WithTolerances(1e-6, 1e-6);
        yield return ("van der Pol 1e-6, stiff, rtol 1e-6", 50, () => vanDerPol.Solve([2, 0], 0, 2));

        var (stream, numbers) = (new RandomStream(1), new double[10_000_000]);
        yield return ("10^7 Gaussians", 5, () => stream.FillGaussian(numbers));

        static double Misra(double x, double[] p) => p[0] * (1 - Math.Exp(-p[1] * x));
        var x = Enumerable.Range(0, 200).Select(i => 10 + 790.0 * i / 199).ToArray();
        var y = x.Select(t => Misra(t, [240, 5e-4]) + 0.1 * Math.Sin(7 * t)).ToArray();
        var curve = LevenbergMarquardt.ForCurve(x, y, Misra);
        yield return ("Levenberg-Marquardt, 200 points", 200, () => curve.Fit([500, 1e-4]));

        var grid = stream.Gaussians(64 * 64 * 64).Select(v => new Complex(v, 0)).ToArray();
        int[] shape = [64, 64, 64];
        yield return (
            "FFT and inverse, 64^3 complex",
            10,
            () =>
            {
                Fft.ForwardInPlace(grid, shape);
                Fft.InverseInPlace(grid, shape);
            }
        );
    }

    /// <summary>CPU seconds of one repetition, after enough rounds for the runtime to have compiled its best code.</summary>
    private static double Seconds(int repetitions, Action work)
    {
        for (var warm = Stopwatch.StartNew(); warm.Elapsed < TimeSpan.FromSeconds(1); )
            work();
        using var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        for (var i = 0; i < repetitions; i++)
            work();
        process.Refresh();
        return (process.TotalProcessorTime - before).TotalSeconds / repetitions;
    }

    private static Dictionary<string, double> Peers()
    {
        var script = Path.Combine("benchmarks", "peers", "numerics.py");
        var start = new ProcessStartInfo("/usr/bin/python3", script)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var python = Process.Start(start)!;
        var lines = python.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return lines
            .Select(line => line.Split('\t'))
            .ToDictionary(
                part => part[0],
                part => double.Parse(part[1], CultureInfo.InvariantCulture),
                StringComparer.Ordinal
            );
    }
}
