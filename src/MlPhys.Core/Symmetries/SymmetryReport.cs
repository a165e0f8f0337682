using System.Collections.Immutable;
using MlPhys.Figures;
using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>What a symmetry analysis found.</summary>
/// <param name="Generators">The network's symmetries.</param>
/// <param name="Zeros">Zero modes predicted and found.</param>
/// <param name="Controls">What must be read beside the alignment.</param>
/// <param name="Verdict">The conclusion with its numbers.</param>
/// <param name="CurvatureRatio">Mean curvature along the linearised symmetry directions over that along all directions.</param>
/// <param name="Families">Curvature of each family of generators; empty where the spectrum was not computed in full.</param>
public sealed record SymmetryReport(
    SymmetryGenerators Generators,
    ZeroCounts Zeros,
    Controls Controls,
    Verdict Verdict,
    double CurvatureRatio,
    ImmutableArray<GeneratorCurvature> Families
)
{
    /// <summary>The spectrum with overlaps; null for networks above the dense limit.</summary>
    public Alignment? Alignment { get; internal init; }

    /// <summary>The symmetry-resolved density; null for networks below the dense limit.</summary>
    public SymmetryDensity? Density { get; internal init; }

    /// <summary>The same without dead inputs of the first layer and the softmax shift; null likewise.</summary>
    public SymmetryDensity? DensityWithoutTrivial { get; internal init; }

    /// <summary>Layers, parameters and connections that the theory does not know; features next to them count as fixed.</summary>
    public ImmutableArray<string> Unknown => Generators.Unknown;

    /// <summary>What to keep in mind: float32 weights with the size of what they hide.</summary>
    public ImmutableArray<string> Warnings =>
        Generators.Objective.Structure.Parameters.Type == ScalarType.Float64
            ? []
            :
            [
                FormattableString.Invariant(
                    $"the weights are {Generators.Objective.Structure.Parameters.Type}: eigenvalues below {Zeros.Tolerance:G2} are rounding; convert the network and its data to Float64 to see zero modes"
                ),
            ];

    /// <summary>Spectrum and overlaps, beside the baseline.</summary>
    public Figure Figure() => Alignment is { } alignment ? SymmetryFigures.Of(alignment) : SymmetryFigures.Of(Density!);

    /// <summary>The verdict.</summary>
    public override string ToString() => Verdict.Text;
}
