using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using MlPhys.Files;

namespace MlPhys.Data;

/// <summary>Reads files out of a package: an npm tarball (.tgz) or a Debian package (.deb).</summary>
internal static class PackageArchive
{
    /// <summary>The content of the wanted entries by name without folder; entries that are not there are left out.</summary>
    /// <exception cref="InvalidDataException">The package is damaged or of an unknown kind.</exception>
    public static Dictionary<string, byte[]> Read(string path, IReadOnlySet<string> wanted)
    {
        try
        {
            return Path.GetExtension(path) switch
            {
                ".tgz" => ReadTarball(path, wanted),
                ".deb" => ReadDebian(path, wanted),
                var other => throw new InvalidDataException(
                    $"package '{path}' ends in '{other}', expected .tgz or .deb"
                ),
            };
        }
        catch (Exception e) when (e is EndOfStreamException or FormatException)
        {
            throw new InvalidDataException($"package '{path}' is damaged: {e.Message}", e);
        }
    }

    private static Dictionary<string, byte[]> ReadTarball(string path, IReadOnlySet<string> wanted)
    {
        using var file = InputFile.Open(path);
        using var unzip = new GZipStream(file, CompressionMode.Decompress);
        return Entries(unzip, wanted);
    }

    /// <summary>Debian packages are compressed with xz, which .NET does not read; dpkg-deb hands out the tar within.</summary>
    private static Dictionary<string, byte[]> ReadDebian(string path, IReadOnlySet<string> wanted)
    {
        var start = new ProcessStartInfo("dpkg-deb", ["--fsys-tarfile", path])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dpkg-deb did not start");
        var entries = Entries(process.StandardOutput.BaseStream, wanted);
        process.StandardOutput.BaseStream.CopyTo(Stream.Null);
        process.WaitForExit();
        return process.ExitCode == 0
            ? entries
            : throw new InvalidDataException($"package '{path}': dpkg-deb failed with exit code {process.ExitCode}");
    }

    private static Dictionary<string, byte[]> Entries(Stream tar, IReadOnlySet<string> wanted)
    {
        var found = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        using var reader = new TarReader(tar, leaveOpen: true);
        while (reader.GetNextEntry() is { } entry)
        {
            var name = Path.GetFileName(entry.Name);
            if (entry.DataStream is not { } content || !wanted.Contains(name))
                continue;
            var bytes = new byte[entry.Length];
            content.ReadExactly(bytes);
            found[name] = bytes;
        }
        return found;
    }
}
