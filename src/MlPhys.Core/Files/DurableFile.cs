using System.Runtime.InteropServices;
using System.Text;

namespace MlPhys.Files;

/// <summary>Writes files that appear whole or not at all, even through a power cut: aside, flushed, renamed, folder flushed.</summary>
public static partial class DurableFile
{
    private const string AsideMark = ".aside-";

    /// <summary>Writes a file; whoever reads the path sees the old content or the new one, never a part.</summary>
    /// <param name="path">File to write or replace; its folder is made where it is missing.</param>
    /// <param name="write">Writes the content to the (seekable) stream that it is given.</param>
    /// <exception cref="IOException">The content cannot be written, for example on a full disk; the old file is kept and nothing is left behind.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var aside = WriteAside(path, write);
        try
        {
            Replace(aside, path);
        }
        catch
        {
            File.Delete(aside);
            throw;
        }
    }

    /// <summary>Writes text as UTF-8 without a byte order mark, whole or not at all.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream})" path="/exception"/>
    public static void Write(string path, string text) => Write(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes bytes, whole or not at all.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream})" path="/exception"/>
    public static void Write(string path, byte[] bytes) => Write(path, stream => stream.Write(bytes));

    /// <summary>Writes and flushes the content beside the path under a name of its own, and returns that name.</summary>
    internal static string WriteAside(string path, Action<Stream> write)
    {
        var folder = Directory.CreateDirectory(FolderOf(path)).FullName;
        var aside = Path.Combine(folder, $"{Path.GetFileName(path)}{AsideMark}{Guid.NewGuid():N}");
        try
        {
            using var stream = new FileStream(aside, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1 << 16);
            write(stream);
            stream.Flush(flushToDisk: true);
            return aside;
        }
        catch (Exception e)
        {
            File.Delete(aside);
            // A file beyond the limit of the file system or the user (EFBIG) the runtime reports as a bad argument of its own.
            if (e is IOException or ArgumentOutOfRangeException { ParamName: "value" })
                throw new IOException($"cannot write '{path}' ({e.Message}); what was there before is kept", e);
            throw;
        }
    }

    /// <summary>Moves a flushed file to its place and makes the move itself durable.</summary>
    internal static void Replace(string aside, string path)
    {
        File.Move(aside, path, overwrite: true);
        FlushFolder(FolderOf(path));
    }

    /// <summary>Deletes what writers killed half-way left beside a path; call only under the path's lock.</summary>
    internal static void DeleteLeftovers(string path)
    {
        foreach (var leftover in Directory.EnumerateFiles(FolderOf(path), $"{Path.GetFileName(path)}{AsideMark}*"))
            File.Delete(leftover);
    }

    internal static string FolderOf(string path) =>
        Path.GetDirectoryName(Path.GetFullPath(path)) ?? Path.GetPathRoot(path)!;

    private static void FlushFolder(string folder)
    {
        // Windows flushes directory entries with the file and has no call for a folder.
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = OpenFolder(folder, 0);
        if (descriptor < 0)
            throw new IOException($"cannot open the folder '{folder}' to flush it");
        var failed = Flush(descriptor) != 0;
        _ = Close(descriptor);
        if (failed)
            throw new IOException($"cannot flush the folder '{folder}'");
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int OpenFolder(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Flush(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
