using MlPhys.Files;

namespace MlPhys.Figures.Export;

/// <summary>The copy of plotly.js on this machine, as it may stand inside a page.</summary>
internal static class PlotlyScript
{
    private static string? carrier;

    /// <summary>The newest script in the user's cache; null where there is none.</summary>
    public static string? Cached()
    {
        var folder = new DirectoryInfo(Path.Combine(UserCache.Folder, "plotly"));
        return folder.Exists && folder.EnumerateFiles("*.js").MaxBy(f => f.LastWriteTimeUtc) is { } script
            ? File.ReadAllText(script.FullName).Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase)
            : null;
    }

    /// <summary>The script element for the figure that carries it in this session, the first to ask; empty for the others.</summary>
    public static string CarriedBy(string figure) =>
        (Interlocked.CompareExchange(ref carrier, figure, null) ?? figure) == figure && Cached() is { } script
            ? $"<script>if (!window.Plotly) {{ {script}\n}} document.dispatchEvent(new Event('mlphys-plotly'));</script>"
            : "";
}
