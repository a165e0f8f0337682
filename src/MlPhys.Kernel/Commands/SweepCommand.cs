using System.CommandLine;
using System.Globalization;
using MlPhys.Kernel.Sweeps;
using MlPhys.Runs;
using MlPhys.Scaling.Experiments;

namespace MlPhys.Kernel.Commands;

/// <summary><c>mlphys sweep</c>: scaling experiments in tasks, on this machine or as an array job of SLURM.</summary>
internal static class SweepCommand
{
    public static Command Create() =>
        new("sweep", "Scaling experiments in tasks, here or on a cluster")
        {
            PlanFolder(),
            Work(),
            SweepJobCommands.Submit(),
            SweepJobCommands.Retry(),
            Status(),
            Merge(),
        };

    /// <summary>The folder of the sweep, first argument of every subcommand.</summary>
    public static Argument<string> FolderArgument() => new("folder") { Description = "Folder of the sweep" };

    /// <summary>Runs an action and turns what can go wrong into a line and exit code 1.</summary>
    public static int Guarded(Func<int> action)
    {
        try
        {
            return action();
        }
        catch (Exception e)
            when (e
                    is IOException
                        or InvalidDataException
                        or ArgumentException
                        or InvalidOperationException
                        or TimeoutException
                        or UnauthorizedAccessException
            )
        {
            Console.Error.WriteLine(string.Join("; ", e.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
            return 1;
        }
    }

    private static Command PlanFolder()
    {
        var plan = new Argument<string>("plan") { Description = "JSON file of axes and settings" };
        var folder = FolderArgument();
        var command = new Command("plan", "Check a plan and make the folder of a sweep") { plan, folder };
        command.SetAction(parsed =>
            Guarded(() =>
            {
                var experiment = ScalingExperiment.FromJson(File.ReadAllText(parsed.GetRequiredValue(plan)));
                var sweep = Sweep.Create(experiment, parsed.GetRequiredValue(folder));
                Console.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{sweep.Count} runs, {sweep.PredictedFlop:G3} predicted operations in '{sweep.Folder}'"
                    )
                );
                return 0;
            })
        );
        return command;
    }

    private static Command Work()
    {
        var folder = FolderArgument();
        var task = new Option<int>("--task") { Description = "Which task, from 0" };
        var tasks = new Option<int>("--tasks") { DefaultValueFactory = _ => 1, Description = "Number of tasks" };
        var workers = new Option<int>("--workers") { DefaultValueFactory = _ => 1, Description = "Runs at once" };
        var threads = new Option<int>("--threads") { DefaultValueFactory = _ => 1, Description = "Threads in each" };
        var limit = new Option<double>("--limit") { Description = "Seconds after which a run is given up; 0: none" };
        var retry = new Option<bool>("--retry") { Description = "Do failed runs again" };
        var command = new Command("work", "Do one task's share of the runs, or with one task all of them")
        {
            folder,
            task,
            tasks,
            workers,
            threads,
            limit,
            retry,
        };
        command.SetAction(parsed =>
            Guarded(() =>
            {
                using var stop = StopSignal.Listen();
                var seconds = parsed.GetValue(limit);
                if (!(seconds >= 0))
                    throw new ArgumentException($"--limit is {seconds} seconds, expected 0 (none) or more");
                Console.WriteLine(
                    $"task {parsed.GetValue(task)} of {parsed.GetValue(tasks)} on {Environment.MachineName}"
                );
                var isFinished = Sweep
                    .Open(parsed.GetRequiredValue(folder))
                    .Work(
                        parsed.GetValue(task),
                        parsed.GetValue(tasks),
                        parsed.GetValue(retry),
                        parsed.GetValue(workers),
                        parsed.GetValue(threads),
                        seconds > 0 ? TimeSpan.FromSeconds(seconds) : null,
                        Console.IsErrorRedirected ? Progress.InLog(Console.Out) : Progress.Auto(),
                        stop.Token
                    );
                return isFinished ? 0 : ArrayJob.Stopped;
            })
        );
        return command;
    }

    private static Command Status()
    {
        var folder = FolderArgument();
        var command = new Command("status", "Count the runs by how they ended") { folder };
        command.SetAction(parsed =>
            Guarded(() =>
            {
                var sweep = Sweep.Open(parsed.GetRequiredValue(folder));
                var results = sweep.Read();
                foreach (var ended in results.Runs.GroupBy(run => run.Status).OrderBy(g => g.Key))
                    Console.WriteLine($"{ended.Key}: {ended.Count()}");
                Console.WriteLine($"not finished: {results.Pending} of {results.Planned}");
                var (spent, left) = (results.Ok.Sum(run => run.Flop), sweep.RemainingFlop());
                if (spent > 0)
                    Console.WriteLine(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"left: {left:G3} operations, about {left / spent * results.Ok.Sum(run => run.Seconds):0} worker seconds"
                        )
                    );
                return 0;
            })
        );
        return command;
    }

    private static Command Merge()
    {
        var folder = FolderArgument();
        var table = new Option<string>("--csv") { Description = "Write all rows to this table too" };
        var command = new Command("merge", "Put the results of all tasks into one file") { folder, table };
        command.SetAction(parsed =>
            Guarded(() =>
            {
                var results = Sweep.Open(parsed.GetRequiredValue(folder)).Merge();
                if (parsed.GetValue(table) is { } path)
                    ResultTable.Write(path, results.Rows);
                Console.WriteLine(
                    $"{results.Runs.Length} of {results.Planned} runs merged, {results.Pending} not finished"
                );
                return 0;
            })
        );
        return command;
    }
}
