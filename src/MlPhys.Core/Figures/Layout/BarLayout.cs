namespace MlPhys.Figures.Layout;

/// <summary>Places the bars of a panel: category i stands at x = i, its bars share 0.8 of the unit around it.</summary>
internal sealed class BarLayout(Panel panel)
{
    private const double GroupWidth = 0.8;

    private readonly string[] _categories =
    [
        .. panel.Traces.OfType<BarTrace>().SelectMany(t => t.Categories).Distinct(StringComparer.Ordinal),
    ];
    private readonly List<BarTrace> _traces = [.. panel.Traces.OfType<BarTrace>()];
    private readonly Dictionary<(string Category, bool Positive), double> _heights = [];

    public IReadOnlyList<string> Categories => _categories;

    /// <summary>The bars of the next trace; stacked ones stand on those asked for before.</summary>
    public IReadOnlyList<Bar> Next(Trace trace) =>
        trace switch
        {
            BarTrace bars => [.. bars.Categories.Select((_, i) => Place(bars, i))],
            HistogramTrace h => [.. h.Values.Select((v, i) => new Bar(h.Edges[i], h.Edges[i + 1], 0, v, double.NaN))],
            _ => [],
        };

    private Bar Place(BarTrace trace, int i)
    {
        var (category, value) = (trace.Categories[i], trace.Values[i]);
        var at = Array.IndexOf(_categories, category);
        var error = trace.Errors?[i] ?? double.NaN;
        if (!panel.HasStackedBars)
        {
            var width = GroupWidth / _traces.Count;
            var left = at - GroupWidth / 2 + width * _traces.IndexOf(trace);
            return new Bar(left, left + width, 0, value, error);
        }
        var below = _heights.GetValueOrDefault((category, value >= 0));
        if (double.IsFinite(value))
            _heights[(category, value >= 0)] = below + value;
        return new Bar(at - GroupWidth / 2, at + GroupWidth / 2, below, below + value, error);
    }
}
