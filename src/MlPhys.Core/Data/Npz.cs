using System.Collections.Immutable;
using System.IO.Compression;
using MlPhys.Files;

namespace MlPhys.Data;

/// <summary>Reads and writes NPZ files: named NPY arrays in a ZIP archive, as numpy's savez writes them.</summary>
public static class Npz
{
    private const string Extension = ".npy";

    /// <summary>Reads all arrays of an archive by name.</summary>
    /// <param name="path">An NPZ file, compressed or not.</param>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="InvalidDataException">The archive is truncated or damaged, or an entry is no valid NPY array.</exception>
    public static IReadOnlyDictionary<string, NdArray> Read(string path)
    {
        using var file = InputFile.Open(path);
        if (file.Length == 0)
            throw new InvalidDataException($"NPZ file '{path}' is empty");
        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read);
            return archive.Entries.ToImmutableSortedDictionary(
                Name,
                entry => Read(entry, path),
                StringComparer.Ordinal
            );
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or ArgumentException)
        {
            throw new InvalidDataException($"NPZ file '{path}' is truncated or damaged: {e.Message}", e);
        }
    }

    /// <summary>Writes named arrays; the file appears whole or not at all.</summary>
    /// <param name="path">File to write or replace.</param>
    /// <param name="arrays">Names and values; a name becomes a file name in the archive.</param>
    /// <param name="compress">Whether to deflate the entries (smaller, many times slower).</param>
    /// <exception cref="ArgumentException">Two arrays have one name, or a name is empty.</exception>
    /// <exception cref="IOException">The file cannot be written; what was at <paramref name="path"/> before is kept.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, NdArray>> arrays, bool compress = false)
    {
        var named = new SortedDictionary<string, NdArray>(StringComparer.Ordinal);
        foreach (var (name, array) in arrays)
            if (string.IsNullOrWhiteSpace(name) || !named.TryAdd(name, array))
                throw new ArgumentException($"the name '{name}' is empty or stands twice", nameof(arrays));
        DurableFile.Write(path, stream => Write(stream, named, compress));
    }

    private static void Write(Stream stream, SortedDictionary<string, NdArray> arrays, bool compress)
    {
        using var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach (var (name, array) in arrays)
        {
            using var entry = archive
                .CreateEntry(name + Extension, compress ? CompressionLevel.Optimal : CompressionLevel.NoCompression)
                .Open();
            Npy.Write(entry, array);
        }
    }

    private static NdArray Read(ZipArchiveEntry entry, string path)
    {
        using var stream = new CheckedStream(entry.Open());
        var array = Npy.Read(stream, entry.Length, $"array '{Name(entry)}'");
        return stream.Crc == entry.Crc32
            ? array
            : throw new InvalidDataException(
                $"array '{Name(entry)}' in '{path}' has checksum {stream.Crc:X8}, expected {entry.Crc32:X8}"
            );
    }

    private static string Name(ZipArchiveEntry entry) =>
        entry.FullName.EndsWith(Extension, StringComparison.Ordinal)
            ? entry.FullName[..^Extension.Length]
            : entry.FullName;
}
