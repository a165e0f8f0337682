using System.CommandLine;
using System.Text.RegularExpressions;
using MlPhys.Files;
using MlPhys.Kernel.Sweeps;
using MlPhys.Scaling.Experiments;

namespace MlPhys.Kernel.Commands;

/// <summary>The subcommands of <c>mlphys sweep</c> that make array jobs.</summary>
internal static partial class SweepJobCommands
{
    public static Command Submit() =>
        Job("submit", "Submit an array job that does what is not finished", isRetry: false);

    public static Command Retry() =>
        Job("retry", "Submit an array job that does diverged and timed-out runs again", isRetry: true);

    private static Command Job(string name, string description, bool isRetry)
    {
        var folder = SweepCommand.FolderArgument();
        var tasks = new Option<int>("--tasks") { DefaultValueFactory = _ => 8, Description = "Array tasks" };
        var concurrency = new Option<int>("--concurrency")
        {
            DefaultValueFactory = _ => 8,
            Description = "Tasks at once",
        };
        var time = new Option<string>("--time")
        {
            DefaultValueFactory = _ => "01:00:00",
            Description = "Limit of a task",
        };
        var grace = new Option<int>("--grace")
        {
            DefaultValueFactory = _ => 60,
            Description = "Seconds before the limit at which a task stops at a checkpoint and is queued again",
        };
        var processors = new Option<int>("--cpus")
        {
            DefaultValueFactory = _ => 1,
            Description = "Processors of a task",
        };
        var option = new Option<string[]>("--sbatch")
        {
            Description = "Further option of sbatch, such as --partition=long",
        };
        var failed = new Option<bool>("--failed") { Description = "Required by retry: do failed runs again" };
        var dry = new Option<bool>("--dry-run") { Description = "Only write the script and print its path" };
        var command = new Command(name, description)
        {
            folder,
            tasks,
            concurrency,
            time,
            grace,
            processors,
            option,
            dry,
        };
        if (isRetry)
            command.Add(failed);
        command.SetAction(parsed =>
            SweepCommand.Guarded(() =>
            {
                if (isRetry && !parsed.GetValue(failed))
                    throw new ArgumentException("say which runs: mlphys sweep retry FOLDER --failed");
                var sweep = Sweep.Open(parsed.GetRequiredValue(folder));
                var count = parsed.GetValue(tasks);
                AtLeast(1, count, "--tasks");
                AtLeast(1, parsed.GetValue(concurrency), "--concurrency");
                AtLeast(1, parsed.GetValue(processors), "--cpus");
                AtLeast(0, parsed.GetValue(grace), "--grace");
                RequireWallTime(parsed.GetRequiredValue(time));
                _ = sweep.Read();
                var job = new ArrayJob(
                    sweep.Folder,
                    Math.Min(count, sweep.Count),
                    parsed.GetValue(concurrency),
                    parsed.GetRequiredValue(time),
                    parsed.GetValue(grace),
                    parsed.GetValue(processors),
                    isRetry,
                    parsed.GetValue(option) ?? []
                );
                Directory.CreateDirectory(Path.Combine(sweep.Folder, "logs"));
                var script = Path.Combine(sweep.Folder, $"{name}.sh");
                DurableFile.Write(script, job.Script(Self()));
                Console.WriteLine(parsed.GetValue(dry) ? script : Slurm.Submit(script));
                return 0;
            })
        );
        return command;
    }

    private static void AtLeast(int least, int value, string option)
    {
        if (value < least)
            throw new ArgumentException($"{option} is {value}, expected {least} or more");
    }

    private static void RequireWallTime(string time)
    {
        if (!WallTime().IsMatch(time))
            throw new ArgumentException(
                $"--time is '{time}', expected minutes, [hours:]minutes:seconds or days-hours[:minutes[:seconds]]"
            );
    }

    [GeneratedRegex("^([0-9]+-)?[0-9]+(:[0-9]{1,2}){0,2}$", RegexOptions.ExplicitCapture)]
    private static partial Regex WallTime();

    /// <summary>How this program is started again.</summary>
    private static string[] Self()
    {
        var program =
            Environment.ProcessPath ?? throw new InvalidOperationException("the path of this program is unknown");
        return Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? [program, Path.Combine(AppContext.BaseDirectory, "mlphys.dll")]
            : [program];
    }
}
