namespace TorchSharp;

/// <summary>Files that are there whole or not at all: written aside, flushed to the disk, then put in place.</summary>
internal static class WholeFile
{
    public static void Write(string location, Action<Stream> write)
    {
        var aside = $"{location}.{Environment.ProcessId}.part";
        try
        {
            using (var stream = File.Create(aside))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(aside, location, overwrite: true);
        }
        finally
        {
            File.Delete(aside);
        }
    }
}
