using System.Diagnostics;

namespace MlPhys.Core.Tests;

/// <summary>This program running as a process of its own, in one of the roles of <see cref="ChildPrograms"/>.</summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process process;

    private ChildProcess(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardInput = true;
        start.RedirectStandardError = true;
        process = Process.Start(start)!;
    }

    private static string Program => typeof(ChildProcess).Assembly.Location;

    public StreamReader Output => process.StandardOutput;

    public StreamWriter Input => process.StandardInput;

    public int Id => process.Id;

    public static ChildProcess Start(params string[] arguments) =>
        new(new ProcessStartInfo("dotnet", [Program, .. arguments]));

    /// <summary>Starts with a variable of the environment.</summary>
    public static ChildProcess StartWith(string variable, string value, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]);
        start.Environment[variable] = value;
        return new ChildProcess(start);
    }

    /// <summary>Starts with a limit on the size of files, which every user is held to, root too: writing beyond it fails as on a full disk.</summary>
    public static ChildProcess StartWithFileLimit(int kilobytes, params string[] arguments)
    {
        // The runtime maps its code through a large file of its own unless told not to; the signal is ignored so that the write returns.
        var script = $"trap '' XFSZ; ulimit -f {kilobytes}; exec dotnet \"$@\"";
        var start = new ProcessStartInfo("bash", ["-c", script, "bash", Program, .. arguments]);
        start.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        return new ChildProcess(start);
    }

    public void Kill() => process.Kill();

    public (int ExitCode, string Output, string Errors) Finish()
    {
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }

    public void Dispose()
    {
        if (!process.HasExited)
            process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
