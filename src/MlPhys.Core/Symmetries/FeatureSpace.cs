using System.Collections.Immutable;

namespace MlPhys.Symmetries;

/// <summary>Features between the layers that write them and those that read them: neurons, channels, or a residual stream.</summary>
/// <param name="Name">Writers and readers.</param>
/// <param name="Size">Number of features n.</param>
/// <param name="Exact">Maps that leave the network's function as it is.</param>
/// <param name="Linearised">Maps that would leave it, were every activation and maximum linear.</param>
/// <param name="CanPermute">Whether permuting the features leaves the function.</param>
public sealed record FeatureSpace(string Name, int Size, FeatureGroup Exact, FeatureGroup Linearised, bool CanPermute)
{
    internal ImmutableArray<MatrixView> Writers { get; init; } = [];
    internal ImmutableArray<MatrixView> Readers { get; init; } = [];
}
