using System.Diagnostics;
using System.Globalization;

namespace MlPhys.Benchmarks.Curvature;

/// <summary>benchmarks/peers/hessian.py on one thread.</summary>
internal static class Peer
{
    /// <summary>The lines "name number" that it prints.</summary>
    public static IEnumerable<(string Name, double Value)> Numbers(params string[] arguments)
    {
        using var python = Process.Start(
            new ProcessStartInfo("/usr/bin/python3", ["benchmarks/peers/hessian.py", .. arguments])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
                Environment = { ["OMP_NUM_THREADS"] = "1", ["OPENBLAS_NUM_THREADS"] = "1" },
            }
        )!;
        while (python.StandardOutput.ReadLine() is { } line)
            if (line.Split(' ') is [var name, var number])
                yield return (name, double.Parse(number, CultureInfo.InvariantCulture));
        python.WaitForExit();
        if (python.ExitCode != 0)
            throw new InvalidOperationException($"the peer ended with {python.ExitCode}");
    }
}
