using System.Globalization;
using MlPhys.Runs;

namespace MlPhys.Core.Tests.Runs;

public sealed class RunDirectoryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Run => folder["run"];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Goes_on_with_the_same_settings()
    {
        using (var run = RunDirectory.Open(Run, new { rate = 0.1, steps = 10 }))
        {
            Assert.False(run.IsResumed);
            run.Metrics.Append(new { step = 1, loss = 0.5 });
            run.Checkpoint("training").Save(Checkpoint.Empty.WithMetadata(1));
        }
        using var again = RunDirectory.Open(Run, new { rate = 0.1, steps = 10 });
        Assert.True(again.IsResumed);
        Assert.Equal([0.5], again.Metrics.Column("loss"));
        Assert.Equal(1, again.Checkpoint("training").Load().State.MetadataAs<int>());
    }

    [Fact]
    public void Other_settings_are_refused_where_they_differ()
    {
        RunDirectory.Open(Run, new { rate = 0.1, steps = 10 }).Dispose();
        var error = Assert.Throws<InvalidDataException>(() => RunDirectory.Open(Run, new { rate = 0.2, steps = 10 }));
        Assert.Contains("found \"rate\": 0.1,, expected \"rate\": 0.2,", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void One_process_at_a_time_holds_a_run()
    {
        using var child = ChildProcess.Start("hold-run", Run);
        Assert.Equal("held", child.Output.ReadLine());
        var error = Assert.Throws<IOException>(() => RunDirectory.Open(Run, new ChildPrograms.Settings(1)));
        Assert.Contains("another process holds the run", error.Message, StringComparison.Ordinal);
        child.Kill();
        child.Finish();
        RunDirectory.Open(Run, new ChildPrograms.Settings(1)).Dispose();
    }

    [Fact]
    public void A_killed_process_loses_no_row_that_it_logged()
    {
        var last = -1;
        using (var child = ChildProcess.Start("log-forever", Run))
        {
            while (last < 200)
                last = int.Parse(child.Output.ReadLine()!, CultureInfo.InvariantCulture);
            child.Kill();
            child.Finish();
        }
        using var run = RunDirectory.Open(Run, new ChildPrograms.Settings(1));
        Assert.True(run.Metrics.Rows > last, $"{run.Metrics.Rows} rows, step {last} was logged");
        Assert.Equal(Enumerable.Range(0, run.Metrics.Rows).Select(i => (double)i), run.Metrics.Column("step"));
    }

    [Fact]
    public void A_torn_last_row_is_dropped_and_the_log_goes_on()
    {
        using (var run = RunDirectory.Open(Run, new ChildPrograms.Settings(1)))
            run.Metrics.Append(new { step = 1 });
        File.AppendAllText(Path.Combine(Run, "metrics.jsonl"), "{\"step\":2,\"lo");
        using var again = RunDirectory.Open(Run, new ChildPrograms.Settings(1));
        again.Metrics.Append(new { step = 2 });
        Assert.Equal([1, 2], again.Metrics.Column("step"));
    }

    [Fact]
    public void A_damaged_row_in_the_middle_is_named()
    {
        folder.Write("run/metrics.jsonl", "{\"step\":1}\n{\"st\n{\"step\":3}\n");
        using var run = RunDirectory.Open(Run, new ChildPrograms.Settings(1));
        var error = Assert.Throws<InvalidDataException>(() => run.Metrics.Column("step"));
        Assert.Contains("row 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_after_the_checkpoint_are_dropped()
    {
        using var run = RunDirectory.Open(Run, new ChildPrograms.Settings(1));
        for (var step = 1; step <= 5; step++)
            run.Metrics.Append(new { step });
        run.Metrics.DropAfter("step", 3);
        Assert.Equal([1, 2, 3], run.Metrics.Column("step"));
    }

    [Fact]
    public void Values_come_back_to_the_same_bits_and_missing_ones_are_refused_unless_asked_for()
    {
        using var run = RunDirectory.Open(Run, new ChildPrograms.Settings(1));
        run.Metrics.Append(new { loss = Math.PI });
        run.Metrics.Append(new { loss = double.NaN });
        run.Metrics.Append(new { other = 1 });
        Assert.Equal([Math.PI, double.NaN, double.NaN], run.Metrics.Column("loss", allowMissing: true));
        var error = Assert.Throws<InvalidDataException>(() => run.Metrics.Column("loss"));
        Assert.Contains("row 3 has no value 'loss'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_without_names_is_refused()
    {
        using var run = RunDirectory.Open(Run, new ChildPrograms.Settings(1));
        Assert.Throws<ArgumentException>(() => run.Metrics.Append(3.0));
        Assert.Equal(0, run.Metrics.Rows);
    }

    [Theory]
    [InlineData("../loss.svg")]
    [InlineData("a/b.svg")]
    public void A_figure_stays_in_its_folder(string name)
    {
        using var run = RunDirectory.Open(Run, new ChildPrograms.Settings(1));
        Assert.Throws<ArgumentException>(() => run.FigurePath(name));
        Assert.True(Directory.Exists(Path.GetDirectoryName(run.FigurePath("loss.svg"))));
    }
}
