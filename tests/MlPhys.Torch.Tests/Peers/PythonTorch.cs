using System.Diagnostics;
using System.Text.Json;

namespace MlPhys.Torch.Tests.Peers;

/// <summary>Python's torch, where this machine has it: a peer that the tests compare with and do not depend on.</summary>
public sealed class PythonTorch
{
    private const string Python = "/usr/bin/python3";
    private readonly Dictionary<string, double[]> answers = [];

    public PythonTorch()
    {
        if (!File.Exists(Python))
            return;
        var script = Path.Combine(AppContext.BaseDirectory, "Peers", "parity.py");
        using var process = Process.Start(
            new ProcessStartInfo(Python, script) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode == 0)
            answers = JsonSerializer.Deserialize<Dictionary<string, double[]>>(output)!;
        else if (!errors.Result.Contains("No module named 'torch'", StringComparison.Ordinal))
            throw new InvalidOperationException(errors.Result);
    }

    /// <summary>The peer's numbers, or null on a machine without it.</summary>
    public double[]? Answer(string name) => answers.Count == 0 ? null : answers[name];
}
