using MlPhys.Curvature.Objectives;
using MlPhys.Numerics.Random;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Operators;

/// <summary>The mean outer product of the gradients of single samples: the empirical Fisher matrix, or the Monte Carlo estimate of the true one.</summary>
/// <remarks>Kunstner, Balles and Hennig, NeurIPS 2019, on what the empirical one is not. Weight decay has no part in it.</remarks>
public sealed class SampleFisher : PartedOperator
{
    private SampleFisher(Objective objective, int keptBatches, IReadOnlyList<(Batch Batch, double Weight)> batches)
        : base(objective, false, keptBatches, batches) { }

    /// <summary>With the targets of the data.</summary>
    /// <param name="objective">Loss, network and data.</param>
    /// <param name="keptBatches">How many batches keep their graph between products: speed for memory.</param>
    public static SampleFisher Empirical(Objective objective, int keptBatches = 1) =>
        new(objective, keptBatches, Whole(objective));

    /// <summary>With targets drawn from the network's own likelihood.</summary>
    /// <param name="objective">Network, data and a loss that is a likelihood.</param>
    /// <param name="draws">Draws of the targets for each input, at least 1.</param>
    /// <param name="seed">Of the draws.</param>
    /// <param name="keptBatches">How many batches keep their graph between products: speed for memory.</param>
    /// <exception cref="NotSupportedException">The loss is not known as a likelihood.</exception>
    public static SampleFisher MonteCarlo(Objective objective, int draws, long seed, int keptBatches = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 1);
        var stream = new RandomStream(seed).Split("targets");
        using var untracked = no_grad();
        var drawn =
            from batch in objective.Batches()
            from draw in Enumerable.Range(0, draws)
            let target = objective.Loss.Sample(objective.Structure.Module.call(batch.Input), stream)
            select (batch with { Target = target.DetachFromDisposeScope() }, batch.Weight / draws);
        return new SampleFisher(objective, keptBatches, [.. drawn]);
    }

    private protected override ICurvaturePart MakePart(Batch batch)
    {
        var scale = 1.0 / batch.Input.shape[0];
        return new GraphJacobianPart(
            Objective.Structure.Parameters,
            () => Objective.Loss.PerSample(Objective.Structure.Module.call(batch.Input), batch.Target),
            tangents => tangents * scale
        );
    }
}
