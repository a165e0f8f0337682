using MlPhys.Display;
using Spectre.Console;

namespace MlPhys.Runs;

/// <summary>Ways to show how far a long run is; hand one to whatever takes an <see cref="IProgress{T}"/> of <see cref="RunProgress"/>.</summary>
/// <remarks>Reports may come from any thread and as often as they like: about ten a second are drawn.</remarks>
public static class Progress
{
    private static readonly TimeSpan BetweenDrawings = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    /// <summary>Shows nothing.</summary>
    public static IProgress<RunProgress> Silent { get; } = new SilentProgress();

    /// <summary>A bar in a notebook, else a bar in the terminal, else (output to a file or pipe) nothing.</summary>
    public static IProgress<RunProgress> Auto() =>
        DisplayHost.Current is { } host ? InNotebook(host)
        : Console.IsErrorRedirected ? Silent
        : InTerminal();

    /// <summary>A bar on the terminal's last line, drawn to standard error so that results can be piped on.</summary>
    public static IProgress<RunProgress> InTerminal() =>
        InTerminal(
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) }),
            TimeProvider.System
        );

    /// <summary>A bar in a notebook, redrawn in its place.</summary>
    /// <param name="host">The notebook.</param>
    public static IProgress<RunProgress> InNotebook(IDisplayHost host) => InNotebook(host, TimeProvider.System);

    /// <summary>A line with counts, rate and remaining time every ten seconds at most, for the log of a job.</summary>
    /// <param name="log">Takes the lines.</param>
    public static IProgress<RunProgress> InLog(TextWriter log) => InLog(log, TimeProvider.System);

    internal static IProgress<RunProgress> InTerminal(IAnsiConsole console, TimeProvider time) =>
        new ProgressReporter(new TerminalBar(console).Draw, time, BetweenDrawings);

    internal static IProgress<RunProgress> InNotebook(IDisplayHost host, TimeProvider time) =>
        new ProgressReporter(new NotebookBar(host).Draw, time, BetweenDrawings);

    internal static IProgress<RunProgress> InLog(TextWriter log, TimeProvider time) =>
        new ProgressReporter(view => log.WriteLine($"{view.State.Stage}: {view.Details}"), time, BetweenLines);

    private sealed class SilentProgress : IProgress<RunProgress>
    {
        public void Report(RunProgress value) { }
    }
}
