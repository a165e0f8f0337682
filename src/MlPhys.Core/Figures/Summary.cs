using System.Globalization;
using MlPhys.Figures.Labels;

namespace MlPhys.Figures;

/// <summary>A figure in words: what a terminal prints and a screen reader says.</summary>
internal static class Summary
{
    public static string Of(Figure figure) =>
        string.Join('\n', figure.Panels.SelectMany(Lines).Prepend("Figure: " + Clean(figure.Title)));

    private static IEnumerable<string> Lines(Panel panel)
    {
        var axes = $"{Axis(panel.XAxis, "x")} against {Axis(panel.YAxis, "y")}";
        yield return panel.Title.Length > 0 ? $"  {Clean(panel.Title)}: {axes}" : $"  {axes}";
        foreach (var trace in panel.Traces)
            yield return $"    {Kind(trace)}{(string.IsNullOrEmpty(trace.Name) ? "" : $" '{Clean(trace.Name)}'")}";
    }

    private static string Axis(Axis axis, string letter) =>
        (axis.Label.Length > 0 ? Clean(axis.Label) : letter) + (axis.IsLog ? " (log)" : "");

    private static string Kind(Trace trace) =>
        trace switch
        {
            LineTrace t => $"line of {Count(t.X)} points",
            MarkerTrace t => $"{Count(t.X)} points",
            BandTrace t => $"band of {Count(t.X)} points",
            BarTrace t => $"{Count(t.Values)} bars",
            HistogramTrace t => $"histogram of {Count(t.Values)} bins",
            HeatMapTrace t => $"map of {t.Z.GetLength(0)} x {t.Z.GetLength(1)} cells",
            SurfaceTrace t => $"surface over {t.Z.GetLength(0)} x {t.Z.GetLength(1)} points",
            ContourTrace t => $"contours of {t.Z.GetLength(0)} x {t.Z.GetLength(1)} values",
            ReferenceLineTrace t => string.Create(CultureInfo.InvariantCulture, $"line at {t.Value:G6}"),
            _ => trace.GetType().Name,
        };

    private static string Count(double[] values) => values.Length.ToString(CultureInfo.InvariantCulture);

    private static string Clean(string label) =>
        string.Concat(RichText.Plain(label).Select(c => char.IsControl(c) ? ' ' : c));
}
