using System.Diagnostics;
using System.Globalization;

namespace MlPhys.Benchmarks.Notebooks;

/// <summary>
/// Processor seconds until a kernel has run its first cell, milliseconds of later cells and of completions, beside the Python kernel: medians of rounds
/// by turns. Argument: any label of the run. Needs <c>./build.sh figures</c> before, for artifacts/mlphys.
/// </summary>
internal sealed class KernelLatency()
    : Experiment("kernel-latency", "run,kernel,first_cell_cpu_s,cell_ms,completion_ms")
{
    private const int Rounds = 7;

    public override void Run(string[] arguments)
    {
        var prefix = Directory.CreateTempSubdirectory("mlphys-latency").FullName;
        Output("artifacts/mlphys/mlphys", "kernel", "install", "--prefix", prefix);
        var rounds = new Lazy<(double[] Ours, double[] Python)[]>(() =>
            [
                .. Enumerable
                    .Range(0, Rounds)
                    .Select(_ => (Latency(prefix, "mlphys-fsharp", "System.Ma"), Latency(prefix, "python3", "ma"))),
            ]
        );
        var label = arguments.FirstOrDefault("first");
        Row($"{label},MlPhys", () => Medians([.. rounds.Value.Select(round => round.Ours)]));
        Row($"{label},Python", () => Medians([.. rounds.Value.Select(round => round.Python)]));
        Directory.Delete(prefix, recursive: true);
    }

    private static FormattableString Medians(double[][] rounds)
    {
        double Median(int column) => rounds.Select(round => round[column]).Order().ElementAt(Rounds / 2);
        return $"{Median(0):0.00},{Median(1):0.0},{Median(2):0.0}";
    }

    private static double[] Latency(string prefix, string kernel, string name) =>
        [
            .. Output(
                    "env",
                    $"JUPYTER_PATH={prefix}/share/jupyter",
                    "/usr/bin/python3",
                    "benchmarks/peers/kernel_latency.py",
                    kernel,
                    "1 + 1",
                    name
                )
                .Split(',')
                .Select(value => double.Parse(value, CultureInfo.InvariantCulture)),
        ];

    private static string Output(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false }
        )!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? output
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}");
    }
}
