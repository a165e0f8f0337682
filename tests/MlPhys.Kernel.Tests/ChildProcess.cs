using System.Diagnostics;

namespace MlPhys.Kernel.Tests;

/// <summary>What a program wrote, and how it ended.</summary>
internal sealed record ChildProcess(int ExitCode, string Output, string Errors)
{
    public static ChildProcess Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ChildProcess(process.ExitCode, output, errors.Result);
    }

    /// <summary>Runs the mlphys that was built with these tests.</summary>
    public static ChildProcess Mlphys(params string[] arguments) =>
        Run("dotnet", [Path.Combine(AppContext.BaseDirectory, "mlphys.dll"), .. arguments]);
}
