using System.Globalization;
using System.Security.Cryptography;
using MlPhys.Files;

namespace MlPhys.Data;

/// <summary>Files outside the repository that are known by length and SHA-256: nothing else is ever taken in or handed out.</summary>
/// <remarks>Several processes may use one cache: files appear whole, and writers take turns by a lock for each set.</remarks>
public sealed class DataCache
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private DataCache(string root) => Root = Path.GetFullPath(root);

    /// <summary>The user's cache: the folder $MLPHYS_CACHE, else $XDG_CACHE_HOME/mlphys, else ~/.cache/mlphys.</summary>
    public static DataCache Default => new(UserCache.Folder);

    /// <summary>The folder of the cache; it need not exist.</summary>
    public string Root { get; }

    /// <summary>A cache in a folder of its own.</summary>
    /// <param name="root">The folder; it is made when the first file is stored.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public static DataCache At(string root)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        return new DataCache(root);
    }

    /// <summary>Where a file lies when the cache holds it.</summary>
    /// <param name="file">The file.</param>
    public string PathOf(CachedFile file) => Path.Combine(Root, file.Set, file.Name);

    /// <summary>Whether the cache holds the file whole and undamaged; reads all of it.</summary>
    /// <param name="file">The file.</param>
    public bool Holds(CachedFile file) => File.Exists(PathOf(file)) && Fault(file, PathOf(file)).Length == 0;

    /// <summary>The content of a file, checked.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="FileNotFoundException">The cache does not hold it.</exception>
    /// <exception cref="InvalidDataException">What lies there is damaged, truncated or another file; says what was found and expected.</exception>
    public byte[] Read(CachedFile file)
    {
        var path = PathOf(file);
        if (!File.Exists(path))
            throw new FileNotFoundException($"the cache '{Root}' does not hold {file.Set}/{file.Name}", path);
        var bytes = File.ReadAllBytes(path);
        var fault = Fault(file, bytes.Length, () => SHA256.HashData(bytes));
        return fault.Length == 0 ? bytes : throw new InvalidDataException($"cached file '{path}': {fault}");
    }

    /// <summary>Takes a file in after checking it; a file that is there already and good is left alone.</summary>
    /// <param name="file">The file.</param>
    /// <param name="write">Writes the content to the stream; called only when the cache does not hold the file.</param>
    /// <param name="cancellation">Ends the wait for another process.</param>
    /// <exception cref="InvalidDataException">The content is not the one expected; nothing in the cache has changed.</exception>
    /// <exception cref="TimeoutException">Another process writes to this set for more than ten minutes.</exception>
    public void Store(CachedFile file, Action<Stream> write, CancellationToken cancellation = default)
    {
        var path = PathOf(file);
        using var turn = FileLock.Acquire(Path.Combine(Root, file.Set, ".lock"), Patience, cancellation);
        DurableFile.DeleteLeftovers(path);
        if (Holds(file))
            return;
        var aside = DurableFile.WriteAside(path, write);
        if (Fault(file, aside) is { Length: > 0 } fault)
        {
            File.Delete(aside);
            throw new InvalidDataException($"{file.Set}/{file.Name} is refused: {fault}");
        }
        DurableFile.Replace(aside, path);
    }

    /// <summary>What is wrong with a file on disk; empty: nothing.</summary>
    private static string Fault(CachedFile file, string path)
    {
        using var stream = InputFile.Open(path);
        return Fault(file, stream.Length, () => SHA256.HashData(stream));
    }

    private static string Fault(CachedFile file, long length, Func<byte[]> hash)
    {
        if (length != file.Length)
            return string.Create(CultureInfo.InvariantCulture, $"found {length} bytes, expected {file.Length}");
        var found = Convert.ToHexStringLower(hash());
        return string.Equals(found, file.Sha256, StringComparison.OrdinalIgnoreCase)
            ? ""
            : $"found SHA-256 {found}, expected {file.Sha256}";
    }
}
