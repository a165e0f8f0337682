using MlPhys.Runs;
using MlPhys.Scaling.Experiments;
using MlPhys.Training;

namespace MlPhys.Core.Tests.Scaling.Experiments;

[Collection("WholeProcess")]
public sealed class ScalingExperimentTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static ScalingExperiment Small =>
        ScalingExperiment
            .On("teacher-student")
            .WithWidths(8, 16)
            .WithSamples(32, 128)
            .WithSteps(200)
            .WithSeeds(1, 2)
            .WithSettings(new RunSettings(Loss: TrainingLoss.HalfSquare, Records: 2, Probe: 8));

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Rows_do_not_depend_on_workers_tasks_or_order()
    {
        var alone = Small.Run(Sub("a"));
        var two = Small.Run(Sub("b"), workers: 2);
        Assert.Equal(alone.Runs.Select(Values), two.Runs.Select(Values));
        foreach (var tasks in new[] { 2, 7 })
        {
            var sweep = Sweep.Create(Small, Sub($"t{tasks}"));
            for (var task = tasks - 1; task >= 0; task--)
                Assert.True(sweep.Work(task, tasks));
            Assert.Equal(alone.Runs.Select(Values), sweep.Merge().Runs.Select(Values));
            Assert.Equal(["results.jsonl"], Directory.GetFiles(sweep.Folder, "results*").Select(Path.GetFileName));
        }
    }

    [Fact]
    public void Finished_runs_are_skipped_and_a_torn_line_is_done_again()
    {
        var first = Small.Run(Sub("a"));
        var path = Path.Combine(Sub("a"), "results.jsonl");
        var written = File.GetLastWriteTimeUtc(path);
        Small.Run(Sub("a"));
        Assert.Equal(written, File.GetLastWriteTimeUtc(path));
        File.WriteAllText(path, File.ReadAllText(path)[..^40]);
        Assert.Equal(1, Small.Read(Sub("a")).Pending);
        var again = Small.Run(Sub("a"));
        Assert.Equal(first.Runs.Select(Values), again.Runs.Select(Values));
        Assert.Equal(8, again.Runs.Select(run => run.Key).Distinct().Count());
    }

    [Fact]
    public void A_stopped_run_goes_on_from_its_checkpoint_to_the_same_numbers() =>
        GoesOnToTheSameNumbers("mlp", "teacher-student");

    [DigitsFact]
    public void A_stopped_convolutional_run_goes_on_from_its_checkpoint_to_the_same_numbers() =>
        GoesOnToTheSameNumbers("conv", "digits");

    private void GoesOnToTheSameNumbers(string model, string data)
    {
        var plan = ScalingExperiment
            .On(data)
            .WithModels(model)
            .WithWidths(4)
            .WithSamples(128)
            .WithSteps(model == "conv" ? 60 : 6000)
            .WithSettings(
                new RunSettings(
                    Batch: 16,
                    Momentum: 0.5,
                    Loss: TrainingLoss.HalfSquare,
                    IsCentred: true,
                    Records: 3,
                    Probe: 8
                )
            );
        var whole = plan.Run(Sub("whole"));
        var spec = plan.Plan()[0];
        var stops = 0;
        RunResult part;
        do
        {
            using var stop = new CancellationTokenSource();
            stop.CancelAfter(TimeSpan.FromMilliseconds(30 + 40 * stops));
            part = new RunExecution(spec, Sub("part")).Run(TimeSpan.MaxValue, stop.Token);
            stops++;
        } while (part.Status == RunStatus.Cancelled);
        Assert.InRange(stops, 2, 100);
        Assert.Equal(Values(whole.Runs[0]), Values(part));
        Assert.Empty(Directory.GetFiles(Sub("part"), spec.Key() + "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Ends_are_told_apart()
    {
        var settings = new RunSettings(Loss: TrainingLoss.HalfSquare);
        var plan = ScalingExperiment.On("teacher-student").WithRates(0.01, 1e6).WithSettings(settings).WithSteps(100);
        var results = plan.Run(Sub("a"));
        Assert.Equal([RunStatus.Ok, RunStatus.Diverged], results.Runs.Select(run => run.Status));
        Assert.Equal(0, results.Pending);
        var late = plan.WithRates(0.01).Run(Sub("b"), limit: TimeSpan.Zero);
        Assert.Equal(RunStatus.TimedOut, late.Runs[0].Status);
        var retried = Sweep.Create(plan.WithRates(0.01), Sub("b"));
        Assert.True(retried.Work(0, 1, isRetry: true));
        Assert.Equal(RunStatus.Ok, retried.Read().Runs[0].Status);
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Equal(2, plan.Run(Sub("c"), cancellation: stop.Token).Pending);
    }

    [Fact]
    public void Networks_born_silent_have_a_loss_and_no_kernel()
    {
        var results = Small.WithWidths(1).WithSamples(32).WithSteps(10).WithSeeds(1, 2, 3, 4, 5, 6).Run(Sub("a"));
        Assert.All(results.Runs, run => Assert.Equal(RunStatus.Ok, run.Status));
        Assert.All(results.Runs, run => Assert.True(run.Last.TestLoss > 0));
        Assert.InRange(results.Runs.Count(run => double.IsNaN(run.Last.KernelChange)), 1, 5);
        Assert.All(
            results.Runs.Where(run => double.IsNaN(run.Last.KernelChange)),
            run => Assert.True(double.IsNaN(run.Last.KernelTrace))
        );
    }

    [Fact]
    public void Progress_tells_predicted_work()
    {
        var reports = new List<RunProgress>();
        Small.Run(Sub("a"), progress: new Listener(reports));
        Assert.Equal(9, reports.Count);
        Assert.Equal(reports[^1].Total, reports[^1].Done);
        Assert.All(reports.Zip(reports.Skip(1)), pair => Assert.True(pair.First.Done <= pair.Second.Done));
    }

    [Fact]
    public void Keys_are_canonical_and_plans_come_back_from_JSON()
    {
        var spec = Small.Plan()[0];
        Assert.StartsWith(
            "{\"activation\":\"relu\",\"batch\":64,\"dataSet\":\"teacher-student\",",
            spec.CanonicalJson(),
            StringComparison.Ordinal
        );
        Assert.Equal(64, spec.Key().Length);
        Assert.Equal(8, Small.Plan().Select(run => run.Key()).Distinct().Count());
        var back = ScalingExperiment.FromJson(Small.ToJson());
        Assert.Equal(Small.Plan().Select(run => run.Key()), back.Plan().Select(run => run.Key()));
    }

    [Fact]
    public void Bad_plans_are_refused_before_anything_is_written()
    {
        Assert.Contains("'widths' is empty", Assert.Throws<ArgumentException>(() => Small.WithWidths()).Message);
        Assert.Contains("'widths' holds '0'", Assert.Throws<ArgumentException>(() => Small.WithWidths(0)).Message);
        Assert.Contains(
            "expected one of",
            Assert.Throws<ArgumentException>(() => ScalingExperiment.On("imagenet")).Message
        );
        var tooMany = ScalingExperiment.On("digits").WithSamples(1298);
        Assert.Contains("has 1297", Assert.Throws<ArgumentException>(() => tooMany.Run(Sub("a"))).Message);
        Assert.False(Directory.Exists(Sub("a")));
        Assert.Contains(
            "halfSquare",
            Assert.Throws<ArgumentException>(() => ScalingExperiment.On("teacher-student").Plan()).Message
        );
        var unknown = Assert.Throws<InvalidDataException>(() =>
            ScalingExperiment.FromJson("""{"dataSets": ["digits"], "widht": [8]}""")
        );
        Assert.Contains("there is no axis 'widht', expected dataSets, models", unknown.Message);
        foreach (
            var (plan, reason) in new[]
            {
                ("{", "no JSON, first at line 1"),
                ("[]", "not an object"),
                ("""{"widths": [8]}""", "names no dataSets"),
                ("""{"dataSets": ["digits"], "widths": ["wide"]}""", "widths[0] has a value"),
                ("""{"dataSets": ["digits"], "settings": {"los": "halfSquare"}}""", "there is no setting 'los'"),
                ("""{"dataSets": ["digits"], "settings": {"loss": "least"}}""", "settings.loss has a value"),
                ("""{"dataSets": ["digits"], "samples": [9999]}""", "'digits' has 1297 training samples"),
            }
        )
            Assert.Contains(
                reason,
                Assert.Throws<InvalidDataException>(() => ScalingExperiment.FromJson(plan)).Message
            );
    }

    [Fact]
    public void Results_of_another_code_version_are_refused_and_nothing_is_lost()
    {
        var sweep = Sweep.Create(Small, Sub("a"));
        sweep.Work(0, 1);
        var path = Path.Combine(Sub("a"), "results-1-0.jsonl");
        var other = File.ReadAllText(path).Replace("\"version\":\"1\"", "\"version\":\"0\"", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(Sub("a"), "results-9-0.jsonl"), other);
        Assert.Contains(
            "code version '0', expected '1'",
            Assert.Throws<InvalidDataException>(() => sweep.Merge()).Message
        );
        Assert.Equal(other, File.ReadAllText(Path.Combine(Sub("a"), "results-9-0.jsonl")));
        Assert.True(File.Exists(path));
        Assert.Throws<InvalidDataException>(() => Sweep.Create(Small.WithWidths(4), Sub("a")));
    }

    private string Sub(string name) => Path.Combine(folder.Root, name);

    private static string Values(RunResult run) =>
        run.Key + run.Status + string.Join(';', run.Measurements.Select(m => m.ToString()));

    private sealed class Listener(List<RunProgress> reports) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => reports.Add(value);
    }
}
