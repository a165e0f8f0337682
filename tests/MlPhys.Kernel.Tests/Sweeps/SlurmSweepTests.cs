using System.Diagnostics;
using System.Text.RegularExpressions;
using MlPhys.Scaling.Experiments;

namespace MlPhys.Kernel.Tests.Sweeps;

/// <summary>Sweeps on a real slurmctld and slurmd, whose tasks are killed.</summary>
public sealed class SlurmSweepTests(TestCluster cluster) : IClassFixture<TestCluster>, IDisposable
{
    private const string Plan = """
        { "dataSets": ["teacher-student"], "widths": [16, 64], "samples": [64, 256], "steps": [2500], "seeds": [1, 2],
          "settings": { "loss": "halfSquare", "batch": 32 } }
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SlurmFact]
    public void Tasks_killed_at_random_leave_the_results_of_one_undisturbed_run()
    {
        Assert.NotNull(cluster);
        var plan = folder.Write("plan.json", Plan);
        var undisturbed = Folder("undisturbed", plan);
        Succeeded("sweep", "work", undisturbed);
        var expected = Values(undisturbed);
        Assert.Equal(8, expected.Count);
        var random = new Random(4);
        var sweeps = new List<string>();
        foreach (var (tasks, kills) in new[] { (1, 1), (2, 2), (7, 2) })
        {
            var sweep = Folder($"tasks{tasks}", plan);
            sweeps.Add(sweep);
            Succeeded("sweep", "submit", sweep, "--tasks", $"{tasks}", "--concurrency", "2", "--sbatch=--mem=0");
            for (var kill = 0; kill < kills; kill++)
                Kill(sweep, random);
        }
        foreach (var sweep in sweeps)
        {
            WaitUntil(() => Sweep.Open(sweep).Read().Pending == 0 && Workers(sweep).Length == 0);
            Assert.Contains("8 of 8 runs merged, 0 not finished", Succeeded("sweep", "merge", sweep).Output);
            Assert.Equal(8, File.ReadLines(Path.Combine(sweep, "results.jsonl")).Count());
            Assert.Equal(expected, Values(sweep));
        }
    }

    [SlurmFact]
    public void The_stop_signal_leaves_a_checkpoint_and_the_task_goes_on_from_it()
    {
        var plan = folder.Write(
            "plan.json",
            Plan.Replace("2500", "600000")
                .Replace("[16, 64]", "[64]")
                .Replace("[64, 256]", "[256]")
                .Replace("[1, 2]", "[1]")
        );
        var undisturbed = Folder("undisturbed", plan);
        Succeeded("sweep", "work", undisturbed);
        var sweep = Folder("stopped", plan);
        var job = Succeeded("sweep", "submit", sweep, "--tasks", "1").Output.Trim();
        WaitUntil(() => Workers(sweep).Any(IsTraining));
        ChildProcess.Run("scancel", "--signal=USR1", "--batch", job);
        WaitUntil(() => Directory.Exists(Path.Combine(sweep, "checkpoints")));
        Assert.Contains("Cancelled: 1", Succeeded("sweep", "status", sweep).Output);
        WaitUntil(() => Sweep.Open(sweep).Read().Pending == 0);
        Assert.Equal(Values(undisturbed), Values(sweep));
    }

    /// <summary>A start takes less than three processor seconds, and the whole run many more.</summary>
    private static bool IsTraining(int worker)
    {
        try
        {
            using var process = Process.GetProcessById(worker);
            return process.TotalProcessorTime > TimeSpan.FromSeconds(3);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private string Folder(string name, string plan)
    {
        var sweep = folder.File(name);
        Assert.Matches("runs, .* predicted operations", Succeeded("sweep", "plan", plan, sweep).Output);
        return sweep;
    }

    private static ChildProcess Succeeded(params string[] arguments)
    {
        var child = ChildProcess.Mlphys(arguments);
        Assert.True(child.ExitCode == 0, child.Output + child.Errors);
        return child;
    }

    private static Dictionary<string, double> Values(string sweep) =>
        Sweep.Open(sweep).Read().Runs.ToDictionary(run => run.Key, run => run.Last.TestLoss);

    private static void Kill(string sweep, Random random)
    {
        int[] workers = [];
        WaitUntil(() => (workers = Workers(sweep)).Length > 0);
        Thread.Sleep(random.Next(200, 900));
        try
        {
            using var victim = Process.GetProcessById(workers[random.Next(workers.Length)]);
            victim.Kill();
        }
        catch (ArgumentException) { }
    }

    /// <summary>The workers of this sweep, and of no other.</summary>
    private static int[] Workers(string sweep) =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Where(path => Regex.IsMatch(path, "^/proc/[0-9]+$"))
                .Where(path => CommandLine(path).Contains($"work\0{sweep}\0", StringComparison.Ordinal))
                .Select(path => int.Parse(Path.GetFileName(path), System.Globalization.CultureInfo.InvariantCulture)),
        ];

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"));
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static void WaitUntil(Func<bool> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(10), "waited ten minutes");
            Thread.Sleep(100);
        }
    }
}
