using System.Collections.Concurrent;
using MlPhys.Files;

namespace MlPhys.Figures.Export;

/// <summary>The copies of plotly.js on this machine, as they may stand inside a page.</summary>
internal static class PlotlyScript
{
    private static readonly ConcurrentDictionary<string, string> Carriers = new(StringComparer.Ordinal);

    /// <summary>The bundle that draws all traces of a figure; null where none does.</summary>
    public static string? Kind(Figure figure)
    {
        Trace[] traces = [.. figure.Panels.SelectMany(p => p.Traces)];
        return !traces.Any(t => t is SurfaceTrace) ? "cartesian"
            : traces.All(t => t is SurfaceTrace or LineTrace or MarkerTrace) ? "gl3d"
            : null;
    }

    /// <summary>The newest script of a kind in the user's cache; null where there is none.</summary>
    public static string? Cached(string kind)
    {
        var folder = new DirectoryInfo(Path.Combine(UserCache.Folder, "plotly"));
        return folder.Exists && folder.EnumerateFiles($"*-{kind}-*.js").MaxBy(f => f.LastWriteTimeUtc) is { } script
            ? File.ReadAllText(script.FullName).Replace("</script", "<\\/script", StringComparison.OrdinalIgnoreCase)
            : null;
    }

    /// <summary>The script element for the figure that carries it in this session, the first of its kind to ask; empty for the others.</summary>
    public static string CarriedBy(string figure, string kind) =>
        Carriers.GetOrAdd(kind, figure) == figure && Cached(kind) is { } script
            ? $$"""
                <script>(function () {
                var before = window.Plotly;
                {{script}}
                (window.mlphysPlotly = window.mlphysPlotly || {}).{{kind}} = window.Plotly;
                window.Plotly = before || window.Plotly;
                document.dispatchEvent(new Event('mlphys-plotly'));
                })();</script>
                """
            : "";
}
