using MlPhys.Curvature.Chains;
using MlPhys.Curvature.Objectives;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Operators;

/// <summary>A batched operator that keeps the parts of its batches while they fit, and makes them anew for each product where not.</summary>
public abstract class PartedOperator : BatchedOperator, IDisposable
{
    private readonly List<(ICurvaturePart Part, double Weight)> kept = [];
    private readonly IReadOnlyList<(Batch Batch, double Weight)> batches;

    private protected PartedOperator(
        Objective objective,
        bool withWeightDecay,
        int keptBatches,
        IReadOnlyList<(Batch Batch, double Weight)> batches
    )
        : base(objective, withWeightDecay)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(keptBatches);
        this.batches = batches;
        KeptBatches = keptBatches;
        Chain = DenseChain.TryOf(objective.Structure, objective.Input.narrow(0, 0, Math.Min(2, objective.Samples)));
    }

    /// <summary>How many batches keep their graph or activations between products.</summary>
    public int KeptBatches { get; }

    internal DenseChain? Chain { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (part, _) in kept)
            part.Dispose();
        kept.Clear();
        GC.SuppressFinalize(this);
    }

    private protected static IReadOnlyList<(Batch Batch, double Weight)> Whole(Objective objective) =>
        [.. objective.Batches().Select(b => (b, b.Weight))];

    private protected abstract ICurvaturePart MakePart(Batch batch);

    private protected sealed override IEnumerable<Tensor> Products(Tensor rows)
    {
        for (var i = 0; i < batches.Count; i++)
        {
            var (batch, weight) = batches[i];
            if (i < KeptBatches)
            {
                if (i == kept.Count)
                    kept.Add((MakePart(batch), weight));
                yield return Weighted(kept[i].Part.Multiply(rows), weight);
                continue;
            }
            using var part = MakePart(batch);
            yield return Weighted(part.Multiply(rows), weight);
        }
    }

    private static Tensor Weighted(Tensor product, double weight) => weight == 1 ? product : product.mul_(weight);
}
