using System.Globalization;

namespace MlPhys.Kernel.Sweeps;

/// <summary>The batch script of a SLURM array job that works on a sweep.</summary>
/// <param name="Folder">Folder of the sweep, seen by every node.</param>
/// <param name="Tasks">Array tasks, a slice of the runs each.</param>
/// <param name="Concurrency">Array tasks that run at once.</param>
/// <param name="WallTime">Limit of one task, in SLURM's notation.</param>
/// <param name="GraceSeconds">Seconds before the limit at which tasks are told to stop.</param>
/// <param name="Processors">Processors a task.</param>
/// <param name="IsRetry">Whether failed runs are done again.</param>
/// <param name="Options">Further lines of options, such as --partition=long.</param>
internal sealed record ArrayJob(
    string Folder,
    int Tasks,
    int Concurrency,
    string WallTime,
    int GraceSeconds,
    int Processors,
    bool IsRetry,
    IReadOnlyList<string> Options
)
{
    /// <summary>Exit code of a task that was stopped and can go on.</summary>
    public const int Stopped = 75;

    /// <summary>How often a task is put back into the queue after it was killed.</summary>
    private const int MostRestarts = 50;

    /// <summary>The script.</summary>
    /// <param name="command">Words that start mlphys.</param>
    public string Script(IReadOnlyList<string> command)
    {
        var words = string.Join(' ', command.Append("sweep").Append("work").Append(Folder).Select(Quoted));
        var options = string.Concat(Options.Select(option => $"#SBATCH {option}\n"));
        var retry = IsRetry ? " --retry" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            #!/bin/bash
            #SBATCH --job-name=mlphys-sweep
            #SBATCH --array=0-{{Tasks - 1}}%{{Concurrency}}
            #SBATCH --ntasks=1
            #SBATCH --cpus-per-task={{Processors}}
            #SBATCH --time={{WallTime}}
            #SBATCH --signal=B:USR1@{{GraceSeconds}}
            #SBATCH --requeue
            #SBATCH --open-mode=append
            #SBATCH --output={{Folder}}/logs/%A_%a.out
            {{options}}
            {{words}} --task "$SLURM_ARRAY_TASK_ID" --tasks {{Tasks}} --workers {{Processors}}{{retry}} &
            worker=$!
            # Before the limit only this shell is told; a termination reaches the worker itself, which takes a second one as final.
            trap 'kill -TERM "$worker" 2>/dev/null' USR1
            trap : TERM
            wait "$worker"
            status=$?
            # A trapped signal ends the wait before the worker has written its checkpoints.
            while kill -0 "$worker" 2>/dev/null; do
              wait "$worker"
              status=$?
            done
            # Stopped, or killed by a signal: what is left goes back into the queue.
            if { [ "$status" -eq {{Stopped}} ] || [ "$status" -gt 128 ]; } && [ "${SLURM_RESTART_COUNT:-0}" -lt {{MostRestarts}} ]; then
              scontrol requeue "${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}"
              sleep 60
            fi
            exit "$status"

            """
        );
    }

    private static string Quoted(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+".Contains(c, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
