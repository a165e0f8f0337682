using System.Diagnostics;
using System.Globalization;

namespace MlPhys.Kernel.Commands;

/// <summary>The front end that started this kernel; Jupyter names it in JPY_PARENT_PID.</summary>
internal static class ParentProcess
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Calls back when the front end has died, so that no kernel is left behind.</summary>
    public static IDisposable? WhenGone(Action gone) =>
        int.TryParse(Environment.GetEnvironmentVariable("JPY_PARENT_PID"), CultureInfo.InvariantCulture, out var id)
        && id > 0
            ? new Timer(
                _ =>
                {
                    if (!IsAlive(id))
                        gone();
                },
                null,
                Interval,
                Interval
            )
            : null;

    private static bool IsAlive(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
