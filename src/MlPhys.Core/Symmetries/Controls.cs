using System.Collections.Immutable;

namespace MlPhys.Symmetries;

/// <summary>What must be read beside every alignment: zero modes that have nothing to do with symmetries, and how critical the point is.</summary>
/// <param name="GradientNorm">|g|.</param>
/// <param name="NegativeEigenvalues">Eigenvalues below minus the tolerance; null where the spectrum was not computed in full.</param>
/// <param name="TrivialNulls">Dead inputs and neurons, layer by layer.</param>
/// <param name="SoftmaxShift">Zero modes from adding the same function to all logits.</param>
/// <param name="IsStarved">Whether fewer numbers are fitted, N (K - 1) or N K, than there are parameters.</param>
/// <param name="WeightDecay">lambda: moves exact zero modes of rescalings to 2 lambda.</param>
/// <param name="Removed">Trivial directions taken out for the last two numbers: all, and the softmax shift, where the spectrum was computed in full; otherwise the first layer's dead inputs and the shift.</param>
/// <param name="MeanOverlapWithoutTrivial">Mean overlap of the lowest directions when trivial nulls are taken out of both spaces.</param>
/// <param name="BaselineWithoutTrivial">The same for a random subspace.</param>
public sealed record Controls(
    double GradientNorm,
    int? NegativeEigenvalues,
    ImmutableArray<TrivialNull> TrivialNulls,
    int SoftmaxShift,
    bool IsStarved,
    double WeightDecay,
    int Removed,
    double MeanOverlapWithoutTrivial,
    double BaselineWithoutTrivial
)
{
    /// <summary>Dimension of all dead inputs and neurons.</summary>
    public int TrivialDimension => TrivialNulls.Sum(t => t.Dimension);
}
