using MlPhys.Curvature.Layers;
using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>Generators whose tangents are written down: a matrix [entries, count] for each parameter that they move.</summary>
internal sealed class ExplicitGenerators(
    GeneratorKind kind,
    string place,
    IReadOnlyList<(ParameterSlice Slice, Tensor Tangents)> parts
) : IGenerators
{
    public GeneratorKind Kind => kind;

    public string Place => place;

    public int Count { get; } = (int)parts[0].Tangents.shape[1];

    public void AddTangent(Tensor coefficients, Tensor flat)
    {
        foreach (var (slice, tangents) in parts)
            flat.narrow(0, slice.Offset, slice.Length).add_(tangents.mv(coefficients));
    }

    public Tensor Transposed(Tensor flat)
    {
        using var scope = NewDisposeScope();
        var sum = zeros(Count, ScalarType.Float64);
        foreach (var (slice, tangents) in parts)
            sum.add_(tangents.t().mv(flat.narrow(0, slice.Offset, slice.Length)));
        return sum.MoveToOuterDisposeScope();
    }
}
