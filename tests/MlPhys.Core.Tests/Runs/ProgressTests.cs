using MlPhys.Display;
using MlPhys.Runs;
using Spectre.Console;
using Progress = MlPhys.Runs.Progress;

namespace MlPhys.Core.Tests.Runs;

public class ProgressTests
{
    [Fact]
    public void Rate_and_remaining_time_come_from_the_clock()
    {
        var (clock, views) = (new ManualTime(), new List<ProgressView>());
        var progress = new ProgressReporter(views.Add, clock, TimeSpan.FromMilliseconds(100));
        progress.Report(new RunProgress("training", 1000, 2000));
        clock.Advance(TimeSpan.FromSeconds(10));
        progress.Report(new RunProgress("training", 1500, 2000, "loss 0.031"));
        Assert.Equal(50, views[1].Rate, 12);
        Assert.Equal("1500/2000 75%, 50/s, 0:00:10 left, loss 0.031", views[1].Details);
    }

    [Fact]
    public void A_flood_of_reports_is_drawn_ten_times_a_second_and_the_end_always()
    {
        var (clock, views) = (new ManualTime(), new List<ProgressView>());
        var progress = new ProgressReporter(views.Add, clock, TimeSpan.FromMilliseconds(100));
        for (var done = 1; done <= 10_000; done++, clock.Advance(TimeSpan.FromMilliseconds(0.1)))
            progress.Report(new RunProgress("sampling", done, 10_000));
        Assert.InRange(views.Count, 10, 12);
        Assert.Equal(10_000, views[^1].State.Done);
        Assert.True(views[^1].IsFinished);
    }

    [Fact]
    public void Without_a_total_there_is_a_count_and_a_rate_but_no_end()
    {
        var (clock, views) = (new ManualTime(), new List<ProgressView>());
        var progress = new ProgressReporter(views.Add, clock, TimeSpan.FromMilliseconds(100));
        progress.Report(new RunProgress("waiting", 0, 0));
        clock.Advance(TimeSpan.FromSeconds(2));
        progress.Report(new RunProgress("waiting", 3, 0));
        Assert.Equal("3, 1.5/s", views[1].Details);
    }

    [Fact]
    public void A_log_gets_a_line_in_ten_seconds_and_the_end()
    {
        var (clock, log) = (new ManualTime(), new StringWriter());
        var progress = Progress.InLog(log, clock);
        for (var done = 0; done <= 100; done++, clock.Advance(TimeSpan.FromSeconds(0.35)))
            progress.Report(new RunProgress("runs", done, 100));
        var lines = log.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(5, lines.Length);
        Assert.StartsWith("runs: 0/100 0%", lines[0], StringComparison.Ordinal);
        Assert.Contains("left", lines[1], StringComparison.Ordinal);
        Assert.Contains("100/100 100%", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_notebook_shows_a_bar_once_and_updates_it()
    {
        var (clock, host) = (new ManualTime(), new RecordingHost());
        var progress = Progress.InNotebook(host, clock);
        progress.Report(new RunProgress("<fit>", 0, 4));
        clock.Advance(TimeSpan.FromSeconds(1));
        progress.Report(new RunProgress("<fit>", 1, 4));
        clock.Advance(TimeSpan.FromSeconds(1));
        progress.Report(new RunProgress("test", 1, 2));
        Assert.Equal(["show", "update", "show"], host.Calls.Select(call => call.What));
        Assert.Equal(host.Calls[0].Id, host.Calls[1].Id);
        Assert.NotEqual(host.Calls[0].Id, host.Calls[2].Id);
        Assert.Contains("value=\"0.25\"", host.Calls[1].Content.Content[MimeType.Html], StringComparison.Ordinal);
        Assert.Contains("&lt;fit&gt;", host.Calls[1].Content.Content[MimeType.Html], StringComparison.Ordinal);
        Assert.StartsWith("<fit>: 1/4 25%", host.Calls[1].Content.Content[MimeType.Text], StringComparison.Ordinal);
    }

    [Fact]
    public void A_terminal_line_is_redrawn_in_place_and_never_wraps()
    {
        var (clock, output) = (new ManualTime(), new StringWriter());
        var console = AnsiConsole.Create(
            new AnsiConsoleSettings { Ansi = AnsiSupport.Yes, Out = new AnsiConsoleOutput(output) }
        );
        console.Profile.Width = 60;
        var progress = Progress.InTerminal(console, clock);
        progress.Report(new RunProgress("training [x]", 0, 10));
        clock.Advance(TimeSpan.FromSeconds(1));
        progress.Report(new RunProgress("training [x]", 10, 10, new string('n', 200)));
        var lines = output.ToString().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.Contains("training [x]", lines[0], StringComparison.Ordinal);
        Assert.Contains("10/10", lines[0], StringComparison.Ordinal);
        Assert.All(
            lines[0]
                .Split('\r')
                .Select(drawn => System.Text.RegularExpressions.Regex.Replace(drawn, "\u001b\\[[0-9;]*[A-Za-z]", "")),
            drawn => Assert.True(drawn.Length <= 60, drawn)
        );
    }

    [Fact]
    public void Auto_takes_the_notebook_while_one_is_there_and_else_stays_silent_in_a_pipe()
    {
        var host = new RecordingHost();
        using (DisplayHost.Use(host))
        {
            Progress.Auto().Report(new RunProgress("fit", 1, 2));
            Assert.Throws<InvalidOperationException>(() => DisplayHost.Use(host));
        }
        Assert.Single(host.Calls);
        if (Console.IsErrorRedirected)
            Assert.Same(Progress.Silent, Progress.Auto());
    }

    private sealed class RecordingHost : IDisplayHost
    {
        public List<(string What, string Id, DisplayBundle Content)> Calls { get; } = [];

        public void Show(string id, DisplayBundle content) => Calls.Add(("show", id, content));

        public void Update(string id, DisplayBundle content) => Calls.Add(("update", id, content));
    }

    private sealed class ManualTime : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now;

        public void Advance(TimeSpan time) => now += time.Ticks;
    }
}
