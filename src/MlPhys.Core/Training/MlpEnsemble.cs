using MlPhys.Runs;

namespace MlPhys.Training;

/// <summary>Many small networks trained at once, each to the same bits as alone.</summary>
/// <remarks>
/// Forward and backward pass are written out and run on the padded weights of one network at a time, in the cache of one core: for
/// networks of up to a few hundred units this is faster than batched matrix products, and the result does not depend on the group.
/// </remarks>
public sealed class MlpEnsemble
{
    private readonly MlpRun[] runs;

    private MlpEnsemble(MlpRun[] runs) => this.runs = runs;

    /// <summary>The members.</summary>
    public IReadOnlyList<MlpRun> Runs => runs;

    /// <summary>Takes up runs of one shape; their data, plans and seeds may differ.</summary>
    /// <exception cref="ArgumentException">None, or shapes differ.</exception>
    public static MlpEnsemble Of(params IEnumerable<MlpRun> runs)
    {
        MlpRun[] members = [.. runs];
        if (members.Length == 0)
            throw new ArgumentException("an ensemble has at least one run, found none", nameof(runs));
        var shape = members[0].Network.Shape;
        if (Array.FindIndex(members, run => run.Network.Shape != shape) is var odd and > 0)
            throw new ArgumentException(
                $"run {odd} is of {members[odd].Network.Shape}; the others are of {shape}",
                nameof(runs)
            );
        return new MlpEnsemble(members);
    }

    /// <summary>Trains every member by so many steps, or to the end of its plan.</summary>
    /// <param name="steps">Steps of each; the default finishes the plans.</param>
    /// <param name="threads">Threads; results do not depend on them.</param>
    /// <param name="progress">Told the number of members that are through.</param>
    /// <param name="cancellation">Stops between steps; every member can go on later.</param>
    /// <exception cref="OperationCanceledException">Stopped.</exception>
    public void Train(
        int steps = int.MaxValue,
        int threads = 1,
        IProgress<RunProgress>? progress = null,
        CancellationToken cancellation = default
    )
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(steps);
        var done = 0;
        Parallel.ForEach(
            runs,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation },
            () => new MlpWorkspace(runs[0].Network.Shape, runs.Max(run => run.BatchSize)),
            (run, _, workspace) =>
            {
                for (var left = Math.Min(steps, run.Plan.Steps - run.Step); left > 0 && !run.IsDiverged; left--)
                {
                    cancellation.ThrowIfCancellationRequested();
                    run.Advance(1, workspace);
                }
                progress?.Report(new RunProgress("training", Interlocked.Increment(ref done), runs.Length));
                return workspace;
            },
            _ => { }
        );
    }
}
