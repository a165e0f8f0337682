using System.Diagnostics;

namespace MlPhys.Benchmarks.Curvature;

/// <summary>CPU seconds of this process.</summary>
internal static class CpuTime
{
    private const int Turns = 5;
    private const double TurnSeconds = 0.3;

    /// <summary>Of one repetition: the best of some turns.</summary>
    public static double Of(Action work)
    {
        work();
        return Enumerable.Range(0, Turns).Min(_ => Turn(work));
    }

    /// <summary>Of one repetition of each of two, turn by turn, so that both meet the same load of the machine.</summary>
    public static (double First, double Second) InTurns(Action first, Action second)
    {
        first();
        second();
        var turns = Enumerable.Range(0, 2 * Turns).Select(_ => (First: Turn(first), Second: Turn(second))).ToArray();
        return (turns.Min(t => t.First), turns.Min(t => t.Second));
    }

    /// <summary>Of one call, with its result.</summary>
    public static (double Seconds, T Result) Once<T>(Func<T> work)
    {
        var start = Now();
        var result = work();
        return (Now() - start, result);
    }

    private static double Turn(Action work)
    {
        var (count, start, passed) = (0, Now(), 0.0);
        while (passed < TurnSeconds)
        {
            work();
            count++;
            passed = Now() - start;
        }
        return passed / count;
    }

    private static double Now()
    {
        using var self = Process.GetCurrentProcess();
        return self.TotalProcessorTime.TotalSeconds;
    }
}
