using System.Collections.Immutable;

namespace MlPhys.Figures;

/// <summary>One set of axes with its traces, drawn in order.</summary>
public sealed record Panel(
    string Title,
    Axis XAxis,
    Axis YAxis,
    ImmutableArray<Trace> Traces,
    ImmutableArray<Annotation> Annotations
)
{
    /// <summary>A panel without traces.</summary>
    public static Panel Empty { get; } = new("", new Axis(), new Axis(), [], []);

    /// <summary>Where the legend stands.</summary>
    public LegendPlace Legend { get; init; } = LegendPlace.Auto;

    /// <summary>Whether bars of one category stand on each other instead of side by side.</summary>
    public bool HasStackedBars { get; init; }

    /// <summary>Whether one data unit is as long on both axes; needs two linear axes.</summary>
    public bool HasEqualAspect { get; init; }
}
