using System.Diagnostics;
using System.Globalization;
using MlPhys.Display;

namespace MlPhys.Kernel.Magics;

internal sealed class TimeMagic : IMagic
{
    public string Name => "time";

    public string Summary => "time the cell: wall clock and processor";

    public string Run(MagicContext context, string argument, string rest)
    {
        var (started, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        context.AfterCell(() =>
        {
            var wall = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            var used = (Environment.CpuUsage.TotalTime - processor).TotalMilliseconds;
            context.Show(
                DisplayBundle.OfText(
                    string.Create(CultureInfo.InvariantCulture, $"wall time {wall:F1} ms, processor time {used:F1} ms")
                )
            );
        });
        return rest;
    }
}
