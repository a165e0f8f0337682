using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using MlPhys.Files;

namespace MlPhys.Runs;

/// <summary>The folder of one run: its settings, metrics, checkpoints and figures. One process at a time holds it.</summary>
public sealed class RunDirectory : IDisposable
{
    private readonly FileLock turn;
    private readonly string configuration;

    private RunDirectory(string folder, string configuration, bool isResumed, FileLock turn)
    {
        Folder = folder;
        this.configuration = configuration;
        IsResumed = isResumed;
        this.turn = turn;
        Metrics = new MetricsLog(Path.Combine(folder, "metrics.jsonl"));
    }

    /// <summary>Full path of the folder.</summary>
    public string Folder { get; }

    /// <summary>Whether the run was begun before.</summary>
    public bool IsResumed { get; }

    /// <summary>The rows of <c>metrics.jsonl</c>.</summary>
    public MetricsLog Metrics { get; }

    /// <summary>Begins a run, or goes on with the one that is there.</summary>
    /// <param name="folder">The folder; it is made where it is missing.</param>
    /// <param name="config">The settings, kept as <c>config.json</c>: a record, an anonymous record, a dictionary.</param>
    /// <exception cref="InvalidDataException">The folder holds a run with other settings; says where they differ first.</exception>
    /// <exception cref="IOException">Another process holds the folder, or it cannot be written.</exception>
    public static RunDirectory Open<T>(string folder, T config)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var full = Directory.CreateDirectory(folder).FullName;
        var settings = JsonSerializer.Serialize(config, RunJson.Indented) + "\n";
        var held = Taken(full);
        try
        {
            var path = Path.Combine(full, "config.json");
            var isResumed = File.Exists(path);
            if (isResumed)
                Compare(path, settings);
            else
                DurableFile.Write(path, file => file.Write(Encoding.UTF8.GetBytes(settings)));
            return new RunDirectory(full, settings, isResumed, held);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>The checkpoint file of this run; it fits these settings only.</summary>
    /// <param name="kind">What the state is of, such as "training".</param>
    public CheckpointFile Checkpoint(string kind)
    {
        var fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(configuration)));
        return CheckpointFile.At(Path.Combine(Folder, "checkpoints", $"{kind}.checkpoint"), kind, fingerprint);
    }

    /// <summary>Where a figure of this run goes.</summary>
    /// <param name="fileName">File name, such as "loss.svg".</param>
    /// <exception cref="ArgumentException">The name is empty or leads out of the folder.</exception>
    public string FigurePath(string fileName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        if (Path.GetFileName(fileName) is var name && !string.Equals(name, fileName, StringComparison.Ordinal))
            throw new ArgumentException($"'{fileName}' is no plain file name", nameof(fileName));
        return Path.Combine(Directory.CreateDirectory(Path.Combine(Folder, "figures")).FullName, fileName);
    }

    /// <summary>Lets another process have the folder.</summary>
    public void Dispose() => turn.Dispose();

    private static FileLock Taken(string folder)
    {
        try
        {
            return FileLock.Acquire(Path.Combine(folder, ".lock"), TimeSpan.Zero);
        }
        catch (TimeoutException e)
        {
            throw new IOException($"another process holds the run '{folder}'", e);
        }
    }

    private static void Compare(string path, string expected)
    {
        var (found, wanted) = (File.ReadAllText(path).Split('\n'), expected.Split('\n'));
        var differ = Enumerable
            .Range(0, Math.Max(found.Length, wanted.Length))
            .FirstOrDefault(i => !string.Equals(At(found, i), At(wanted, i), StringComparison.Ordinal), -1);
        if (differ >= 0)
            throw new InvalidDataException(
                $"'{path}' belongs to a run with other settings: found {At(found, differ).Trim()}, expected {At(wanted, differ).Trim()}"
            );
    }

    private static string At(string[] lines, int index) => index < lines.Length ? lines[index] : "nothing more";
}
