namespace MlPhys.Figures.Export;

/// <summary>The copy of plotly.js on this machine.</summary>
internal static class PlotlyScript
{
    /// <summary>The newest script in the local cache (MLPHYS_CACHE, or mlphys in the user's cache folder); null where there is none.</summary>
    public static string? Cached()
    {
        var folder = new DirectoryInfo(Path.Combine(CacheFolder(), "plotly"));
        return folder.Exists && folder.EnumerateFiles("*.js").MaxBy(f => f.LastWriteTimeUtc) is { } script
            ? File.ReadAllText(script.FullName)
            : null;
    }

    private static string CacheFolder() =>
        Variable("MLPHYS_CACHE")
        ?? Path.Combine(
            Variable("XDG_CACHE_HOME")
                ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
            "mlphys"
        );

    private static string? Variable(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
