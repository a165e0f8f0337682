using MlPhys.Runs;
using static TorchSharp.torch;

namespace MlPhys.Scaling.Experiments;

/// <summary>Does runs by some workers and appends each result to a file of this process.</summary>
internal sealed class SweepWork(ResultFolder results, TimeSpan limit)
{
    private const double Unit = 1e9;

    public ResultFolder Results => results;

    /// <summary>Does what is not finished yet.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="worker">Suffix of this process's file.</param>
    /// <param name="isRetry">Whether diverged and timed-out runs are done again.</param>
    /// <param name="workers">Runs at once.</param>
    /// <param name="threads">Threads of libtorch.</param>
    /// <param name="progress">Told predicted operations done.</param>
    /// <param name="cancellation">The stop.</param>
    public void Do(
        IReadOnlyList<RunSpec> runs,
        string worker,
        bool isRetry,
        int workers,
        int threads,
        IProgress<RunProgress>? progress,
        CancellationToken cancellation
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(workers, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        var held = results.Read();
        var due = Slices
            .BySize(
                runs.Where(run =>
                    !held.TryGetValue(run.Key(), out var result)
                    || !(isRetry ? result.Status == RunStatus.Ok : result.IsFinished)
                )
            )
            .ToArray();
        foreach (var set in due.Select(run => run.DataSet).Distinct(StringComparer.Ordinal))
            ExperimentData.Require(set);
        var (total, done) = (Costs(runs), Costs(runs) - Costs(due));
        progress?.Report(new RunProgress("runs", (long)done, (long)total, $"{due.Length} to do"));
        var left = due.Length;
        var before = get_num_threads();
        if (before != threads)
            set_num_threads(threads);
        try
        {
            Parallel.ForEach(
                System.Collections.Concurrent.Partitioner.Create(
                    due,
                    System.Collections.Concurrent.EnumerablePartitionerOptions.NoBuffering
                ),
                new ParallelOptions { MaxDegreeOfParallelism = workers },
                run =>
                {
                    if (cancellation.IsCancellationRequested)
                        return;
                    var result = new RunExecution(run, results.Folder).Run(limit, cancellation);
                    results.Append(worker, result);
                    lock (due)
                    {
                        done += RunModel.Of(run).Cost / Unit;
                        var note = $"{--left} to do, last {result.Status}";
                        progress?.Report(new RunProgress("runs", (long)done, (long)total, note));
                    }
                }
            );
        }
        finally
        {
            if (before != threads)
                set_num_threads(before);
        }
    }

    private static double Costs(IEnumerable<RunSpec> runs) => runs.Sum(run => RunModel.Of(run).Cost / Unit);
}
