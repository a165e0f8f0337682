using MlPhys.Curvature.Objectives;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Operators;

/// <summary>A symmetric operator over an objective's parameters that is a weighted sum over batches.</summary>
/// <remarks>It stands for the weights at which it was made: make a new one after the weights change.</remarks>
public abstract class BatchedOperator : LinearOperator
{
    private readonly double shift;

    private protected BatchedOperator(Objective objective, bool withWeightDecay) =>
        (Objective, shift) = (objective, withWeightDecay ? objective.WeightDecay : 0);

    /// <summary>The loss, the network and the data.</summary>
    public Objective Objective { get; }

    /// <inheritdoc/>
    public override int Rows => Objective.Dimension;

    /// <inheritdoc/>
    public override int Columns => Objective.Dimension;

    /// <inheritdoc/>
    public override ScalarType Type => Objective.Structure.Parameters.Type;

    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    protected internal sealed override Tensor Multiply(Tensor rows)
    {
        using var scope = NewDisposeScope();
        Tensor? sum = null;
        foreach (var part in Products(rows))
            sum = sum is null ? part : sum.add_(part);
        return (shift > 0 ? sum!.add_(rows, alpha: shift) : sum!).MoveToOuterDisposeScope();
    }

    /// <summary>The product of each batch with its weight in it.</summary>
    private protected abstract IEnumerable<Tensor> Products(Tensor rows);
}
