using System.ComponentModel;
using System.Diagnostics;

namespace MlPhys.Kernel.Sweeps;

/// <summary>SLURM's commands.</summary>
internal static class Slurm
{
    /// <summary>Submits a script and returns the job's number.</summary>
    /// <exception cref="InvalidOperationException">sbatch is not there, or refuses; says why.</exception>
    public static string Submit(string script)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo("sbatch", ["--parsable", script])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                    UseShellExecute = false,
                }
            )!;
            var output = process.StandardOutput.ReadToEnd().Trim();
            var error = process.StandardError.ReadToEnd().Trim();
            process.WaitForExit();
            return process.ExitCode == 0
                ? output.Split(';')[0]
                : throw new InvalidOperationException($"sbatch refused '{script}': {error}");
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException(
                $"sbatch is not on this machine ({e.Message}); submit '{script}' where it is, or work locally by mlphys sweep work",
                e
            );
        }
    }
}
