using System.Security.Cryptography;
using MlPhys.Files;

namespace MlPhys.Data;

/// <summary>Takes a fetched package apart and stores the files of a data set in a cache.</summary>
internal static class DatasetImport
{
    /// <summary>Stores the files of a set that the cache lacks. Each file counts on its own: a broken-off import goes on where it was.</summary>
    /// <param name="cache">The cache.</param>
    /// <param name="entry">The set.</param>
    /// <param name="package">Path of the package.</param>
    /// <param name="packageSha256">SHA-256 that the package must have; null: only the files are checked.</param>
    /// <param name="cancellation">Stops between files.</param>
    /// <returns>The files that were stored.</returns>
    /// <exception cref="InvalidDataException">The package or a file within is not the one expected; the cache keeps what it had.</exception>
    public static IReadOnlyList<CachedFile> Import(
        DataCache cache,
        DatasetEntry entry,
        string package,
        string? packageSha256,
        CancellationToken cancellation = default
    )
    {
        Check(package, packageSha256);
        var lacking = entry.Files.Where(part => !cache.Holds(part.File)).ToArray();
        var wanted = lacking.SelectMany(part => part.Needs).ToHashSet(StringComparer.Ordinal);
        var found = PackageArchive.Read(package, wanted);
        if (wanted.FirstOrDefault(name => !found.ContainsKey(name)) is { } absent)
            throw new InvalidDataException($"package '{package}' holds no '{absent}'");
        foreach (var part in lacking)
            cache.Store(
                part.File,
                stream => stream.Write(part.Make([.. part.Needs.Select(name => found[name])])),
                cancellation
            );
        return [.. lacking.Select(part => part.File)];
    }

    private static void Check(string package, string? expected)
    {
        using var file = InputFile.Open(package);
        if (expected is null)
            return;
        var found = Convert.ToHexStringLower(SHA256.HashData(file));
        if (!string.Equals(found, expected, StringComparison.Ordinal))
            throw new InvalidDataException(
                $"package '{package}' of {file.Length} bytes is refused: found SHA-256 {found}, expected {expected}"
            );
    }
}
