using System.Text;
using MlPhys.Files;

namespace MlPhys.Scaling.Experiments;

/// <summary>A folder of results: a file of lines for each worker, so that no two processes write to one file.</summary>
/// <remarks>A line is handed to the system whole and flushed; a line torn by a killed process is no result and is passed over.</remarks>
internal sealed class ResultFolder(string folder)
{
    private const string Pattern = "results*.jsonl";
    private static readonly Lock Gate = new();

    public string Folder => folder;

    /// <summary>The results by key: of several lines of one run the one that came furthest, the first of those.</summary>
    /// <exception cref="InvalidDataException">Lines are of another version of the code, or two of one run disagree.</exception>
    public IReadOnlyDictionary<string, RunResult> Read()
    {
        var results = new Dictionary<string, RunResult>(StringComparer.Ordinal);
        if (!Directory.Exists(folder))
            return results;
        foreach (var path in Directory.EnumerateFiles(folder, Pattern).Order(StringComparer.Ordinal))
        foreach (var result in Lines(path).Select(RunResult.FromLine).OfType<RunResult>())
        {
            Check(result, path);
            if (results.TryGetValue(result.Key, out var other) && Rank(other) >= Rank(result))
                Compare(other, result, path);
            else
                results[result.Key] = result;
        }
        return results;
    }

    /// <summary>Appends a result to a worker's file; a torn line before it is ended first.</summary>
    public void Append(string worker, RunResult result)
    {
        lock (Gate)
        {
            Directory.CreateDirectory(folder);
            var path = Path.Combine(folder, $"results{worker}.jsonl");
            using var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, 0);
            var isTorn = file.Length > 0 && LastByte(file) != '\n';
            file.Seek(0, SeekOrigin.End);
            file.Write(Encoding.UTF8.GetBytes((isTorn ? "\n" : "") + result.ToLine()));
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>Writes all results into one file and takes the workers' files away.</summary>
    public IReadOnlyDictionary<string, RunResult> Merge()
    {
        var results = Read();
        var workers = Directory.EnumerateFiles(folder, Pattern).ToArray();
        var merged = Path.Combine(folder, "results.jsonl");
        DurableFile.Write(
            merged,
            string.Concat(results.Values.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => r.ToLine()))
        );
        foreach (var path in workers.Where(path => path != merged))
            File.Delete(path);
        return results;
    }

    /// <summary>A run that was done again counts by its better end.</summary>
    private static int Rank(RunResult result) =>
        result.Status == RunStatus.Ok ? 2
        : result.IsFinished ? 1
        : 0;

    private static string[] Lines(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return new StreamReader(file).ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static int LastByte(FileStream file)
    {
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte();
    }

    private static void Check(RunResult result, string path)
    {
        if (result.Version != RunResult.CodeVersion)
            throw new InvalidDataException(
                $"'{path}' holds run {result.Key[..12]} of code version '{result.Version}', expected '{RunResult.CodeVersion}'; nothing was changed: move the file elsewhere, or use the version that wrote it"
            );
        if (result.Spec.Key() != result.Key)
            throw new InvalidDataException($"'{path}': the key of run {result.Key[..12]} is not that of its spec");
    }

    private static void Compare(RunResult first, RunResult second, string path)
    {
        if (!second.IsFinished || first.Status != second.Status || first.Status == RunStatus.TimedOut)
            return;
        var (a, b) = (first.Last.TestLoss, second.Last.TestLoss);
        if (Math.Abs(a - b) > 1e-6 * Math.Abs(a))
            throw new InvalidDataException(
                $"'{path}': run {second.Key[..12]} has test loss {b}, another file {a}; nothing was changed"
            );
    }
}
