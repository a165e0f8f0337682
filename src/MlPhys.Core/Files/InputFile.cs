namespace MlPhys.Files;

/// <summary>Opens input files with one wording for what can be wrong with a path.</summary>
internal static class InputFile
{
    /// <summary>Opens for one sequential pass without a buffer of its own: callers read in large pieces.</summary>
    public static FileStream Open(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return File.Exists(path)
            ? new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 0, FileOptions.SequentialScan)
            : throw new FileNotFoundException($"there is no file '{Path.GetFullPath(path)}'", path);
    }
}
