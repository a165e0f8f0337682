using System.Collections.Immutable;

namespace MlPhys.Curvature.Layers;

/// <summary>Where a parameter stands in the flat vector of all parameters.</summary>
/// <param name="Name">Dotted path within the module, as in <c>named_parameters</c>.</param>
/// <param name="Offset">Place of its first entry.</param>
/// <param name="Shape">Its shape; entries follow in row-major order.</param>
public sealed record ParameterSlice(string Name, int Offset, ImmutableArray<long> Shape)
{
    /// <summary>Number of entries.</summary>
    public int Length => checked((int)Shape.Aggregate(1L, (product, size) => product * size));

    /// <summary>Place after its last entry.</summary>
    public int End => Offset + Length;
}
