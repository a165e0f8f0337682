using MlPhys.Files;

namespace MlPhys.Runs;

/// <summary>A file that holds the last checkpoint of a run, beside it the one before: whatever happens while saving, a good one is there.</summary>
/// <remarks>
/// A checkpoint is written aside, flushed to the disk, and moved to its place; the good one it replaces is kept as PATH.previous. So a process may be
/// killed at any moment. Kind and fingerprint say what the file belongs to: a file of something else is neither read nor overwritten.
/// </remarks>
public sealed class CheckpointFile
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly CheckpointIdentity identity;

    private CheckpointFile(string path, CheckpointIdentity identity)
    {
        FilePath = path;
        this.identity = identity;
    }

    /// <summary>Path of the newest checkpoint.</summary>
    public string FilePath { get; }

    /// <summary>Whether there is a checkpoint, or what is left of one.</summary>
    public bool Exists => File.Exists(FilePath) || File.Exists(PreviousPath);

    private string PreviousPath => FilePath + ".previous";

    /// <summary>The checkpoints at a path.</summary>
    /// <param name="path">Path of the file; it need not exist.</param>
    /// <param name="kind">What the state is of, such as "flow-training".</param>
    /// <param name="fingerprint">What it must fit, such as a hash of data and settings; empty: nothing.</param>
    /// <exception cref="ArgumentException">Path or kind is empty.</exception>
    public static CheckpointFile At(string path, string kind, string fingerprint = "")
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentException.ThrowIfNullOrWhiteSpace(kind);
        return new CheckpointFile(Path.GetFullPath(path), new CheckpointIdentity(kind, fingerprint));
    }

    /// <summary>Saves a state; when this returns it is on the disk.</summary>
    /// <param name="state">The state.</param>
    /// <exception cref="IOException">It cannot be written, for example on a full disk; the last good checkpoint is kept.</exception>
    /// <exception cref="InvalidDataException">A file of something else lies at the path; it is left alone.</exception>
    /// <exception cref="TimeoutException">Another process is saving to the path for more than a minute.</exception>
    public void Save(Checkpoint state)
    {
        using var turn = FileLock.Acquire(FilePath + ".lock", Patience);
        DurableFile.DeleteLeftovers(FilePath);
        var current = CheckpointFormat.Inspect(FilePath, identity);
        if (current.Verdict == CheckpointVerdict.Foreign)
            throw new InvalidDataException($"'{FilePath}' is not overwritten: {current.Reason}");
        var aside = DurableFile.WriteAside(FilePath, stream => CheckpointFormat.Write(stream, identity, state));
        if (current.Verdict == CheckpointVerdict.Good)
            File.Move(FilePath, PreviousPath, overwrite: true);
        DurableFile.Replace(aside, FilePath);
    }

    /// <summary>Loads the newest good checkpoint.</summary>
    /// <exception cref="FileNotFoundException">There is none.</exception>
    /// <exception cref="InvalidDataException">What is there is torn, damaged or of something else; says for each file what was found and expected.</exception>
    public LoadedCheckpoint Load()
    {
        if (!Exists)
            throw new FileNotFoundException($"there is no checkpoint '{FilePath}'", FilePath);
        using var turn = FileLock.Acquire(FilePath + ".lock", Patience);
        var refused = new List<string>();
        foreach (var path in new[] { FilePath, PreviousPath })
        {
            if (!File.Exists(path))
                continue;
            try
            {
                return new LoadedCheckpoint(CheckpointFormat.Read(path, identity), path, refused);
            }
            catch (Exception e) when (e is CheckpointRefusedException or InvalidDataException)
            {
                refused.Add(e.Message);
            }
        }
        throw new InvalidDataException($"no good checkpoint: {string.Join("; ", refused)}");
    }
}
