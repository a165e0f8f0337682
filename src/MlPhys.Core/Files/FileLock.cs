using System.Diagnostics;

namespace MlPhys.Files;

/// <summary>A lock between processes: an empty file held open for one owner. The system frees it when the owner dies.</summary>
internal sealed class FileLock : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);
    private readonly FileStream file;

    private FileLock(FileStream file) => this.file = file;

    /// <summary>Waits until the lock is free, or the time is over, or the caller cancels.</summary>
    /// <exception cref="TimeoutException">Another process held the lock the whole time.</exception>
    public static FileLock Acquire(string path, TimeSpan patience, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(DurableFile.FolderOf(path));
        for (var clock = Stopwatch.StartNew(); ; )
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return new FileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException e) when (IsSharingViolation(e))
            {
                if (clock.Elapsed >= patience)
                    throw new TimeoutException(
                        $"another process holds '{path}'; waited {patience.TotalSeconds:0.#} s",
                        e
                    );
            }
            cancellation.WaitHandle.WaitOne(Poll);
        }
    }

    public void Dispose() => file.Dispose();

    /// <summary>EAGAIN from flock where there is one, ERROR_SHARING_VIOLATION on Windows.</summary>
    private static bool IsSharingViolation(IOException e) =>
        e.GetType() == typeof(IOException) && (e.HResult & 0xFFFF) is 11 or 35 or 32;
}
