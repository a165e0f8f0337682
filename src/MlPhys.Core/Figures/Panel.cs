using System.Collections.Immutable;

namespace MlPhys.Figures;

/// <summary>A text at a place in data units.</summary>
public sealed record Annotation(double X, double Y, string Text);

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
}
