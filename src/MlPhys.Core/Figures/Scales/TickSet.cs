using System.Collections.Immutable;

namespace MlPhys.Figures.Scales;

/// <summary>The ticks of one axis, in rising order.</summary>
/// <param name="Major">Values with a label.</param>
/// <param name="Labels">Label of each major tick, with marks of <see cref="Labels.RichText"/>.</param>
/// <param name="Minor">Values without a label.</param>
/// <param name="Multiplier">What the labels are to be multiplied by, for the end of the axis; empty: one.</param>
internal sealed record TickSet(
    ImmutableArray<double> Major,
    ImmutableArray<string> Labels,
    ImmutableArray<double> Minor,
    string Multiplier = ""
)
{
    /// <summary>About <paramref name="desired"/> ticks for an axis.</summary>
    public static TickSet For(double low, double high, bool isLog, int desired) =>
        isLog ? LogTicks.For(low, high, desired) : LinearTicks.For(low, high, desired);
}
