using MlPhys.Files;
using MlPhys.Runs;

namespace MlPhys.Scaling.Experiments;

/// <summary>A plan with its results in one folder, done in tasks that know nothing of each other: on one machine or as an array job.</summary>
public sealed class Sweep
{
    private const string PlanName = "plan.json";
    private readonly IReadOnlyList<RunSpec> runs;
    private readonly ResultFolder results;

    private Sweep(string folder, ScalingExperiment plan)
    {
        (Folder, Plan) = (folder, plan);
        runs = plan.Plan();
        results = new ResultFolder(folder);
    }

    /// <summary>Full path of the folder.</summary>
    public string Folder { get; }

    /// <summary>What is to be done.</summary>
    public ScalingExperiment Plan { get; }

    /// <summary>Number of runs.</summary>
    public int Count => runs.Count;

    /// <summary>Predicted operations of all runs.</summary>
    public double PredictedFlop => runs.Sum(run => RunModel.Of(run).Cost);

    /// <summary>Puts a plan into a folder.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="folder">New folder, or one that holds the same plan.</param>
    /// <exception cref="ArgumentException">The plan is not possible; nothing is written.</exception>
    /// <exception cref="InvalidDataException">The folder holds another plan; it is left alone.</exception>
    public static Sweep Create(ScalingExperiment plan, string folder)
    {
        var sweep = new Sweep(Path.GetFullPath(folder), plan);
        var path = Path.Combine(sweep.Folder, PlanName);
        if (File.Exists(path) && File.ReadAllText(path) != plan.ToJson())
            throw new InvalidDataException($"'{path}' holds another plan; choose another folder");
        DurableFile.Write(path, plan.ToJson());
        return sweep;
    }

    /// <summary>Opens the folder of a sweep.</summary>
    /// <exception cref="FileNotFoundException">The folder holds no plan.</exception>
    /// <exception cref="InvalidDataException">The plan is damaged.</exception>
    public static Sweep Open(string folder)
    {
        var path = Path.Combine(Path.GetFullPath(folder), PlanName);
        if (!File.Exists(path))
            throw new FileNotFoundException($"'{folder}' holds no {PlanName}; make one by mlphys sweep plan", path);
        return new Sweep(Path.GetFullPath(folder), ScalingExperiment.FromJson(File.ReadAllText(path)));
    }

    /// <summary>Does one task's slice of the runs; slices balance by predicted cost.</summary>
    /// <param name="task">Task, from 0.</param>
    /// <param name="tasks">Number of tasks.</param>
    /// <param name="isRetry">Whether diverged and timed-out runs are done again.</param>
    /// <param name="workers">Runs at once.</param>
    /// <param name="threads">Threads of libtorch.</param>
    /// <param name="limit">Longest time of one run; without it there is none.</param>
    /// <param name="progress">Told predicted work done, in units of 10^9 operations.</param>
    /// <param name="cancellation">The stop; runs that were going on leave checkpoints.</param>
    /// <returns>Whether the slice is finished.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such task.</exception>
    public bool Work(
        int task,
        int tasks,
        bool isRetry = false,
        int workers = 1,
        int threads = 1,
        TimeSpan? limit = null,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tasks, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(task);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(task, tasks);
        var slice = Slices.Of(runs, tasks)[task];
        var suffix = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"-{tasks}-{task}");
        new SweepWork(results, limit ?? TimeSpan.MaxValue).Do(
            slice,
            suffix,
            isRetry,
            workers,
            threads,
            progress,
            cancellation
        );
        var held = results.Read();
        return slice.All(run => held.TryGetValue(run.Key(), out var result) && result.IsFinished);
    }

    /// <summary>What is known so far.</summary>
    /// <exception cref="InvalidDataException">The folder holds results of another code version, or some that disagree.</exception>
    public ScalingResults Read() => ScalingResults.Of(runs, results.Read());

    /// <summary>Puts the files of all tasks into one; call it when no task runs.</summary>
    /// <exception cref="InvalidDataException">Results of another code version, or some that disagree; nothing is changed.</exception>
    public ScalingResults Merge() => ScalingResults.Of(runs, results.Merge());

    /// <summary>Predicted operations of the runs that are not finished.</summary>
    public double RemainingFlop()
    {
        var held = results.Read();
        return runs.Where(run => !held.TryGetValue(run.Key(), out var r) || !r.IsFinished)
            .Sum(run => RunModel.Of(run).Cost);
    }
}
