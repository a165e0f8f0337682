using MlPhys.Files;

namespace MlPhys.Figures.Export;

/// <summary>The copy of plotly.js on this machine.</summary>
internal static class PlotlyScript
{
    /// <summary>The newest script in the user's cache; null where there is none.</summary>
    public static string? Cached()
    {
        var folder = new DirectoryInfo(Path.Combine(UserCache.Folder, "plotly"));
        return folder.Exists && folder.EnumerateFiles("*.js").MaxBy(f => f.LastWriteTimeUtc) is { } script
            ? File.ReadAllText(script.FullName)
            : null;
    }
}
