using MlPhys.Curvature.Chains;
using MlPhys.Curvature.Objectives;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Operators;

/// <summary>The Fisher information J^T F_out J of the likelihood that the loss stands for, its expectation over targets taken exactly.</summary>
/// <remarks>Amari, Neural Comput. 10, 251 (1998); Martens, JMLR 21, 146 (2020), section 5. Weight decay has no part in it.</remarks>
public sealed class TrueFisher : PartedOperator
{
    private TrueFisher(Objective objective, int keptBatches)
        : base(objective, false, keptBatches, Whole(objective)) { }

    /// <summary>The Fisher information at the present weights.</summary>
    /// <param name="objective">Network, data and a loss that is a likelihood.</param>
    /// <param name="keptBatches">How many batches keep their graph between products: speed for memory.</param>
    public static TrueFisher Of(Objective objective, int keptBatches = 1) => new(objective, keptBatches);

    private protected override ICurvaturePart MakePart(Batch batch)
    {
        if (Chain is not null)
            return new ChainPart(Chain, ChainCurvature.Fisher(Objective.Loss), batch, Objective.Loss);
        using var untracked = no_grad();
        var output = Objective.Structure.Module.call(batch.Input).DetachFromDisposeScope();
        return new GraphJacobianPart(
            Objective.Structure.Parameters,
            () => Objective.Structure.Module.call(batch.Input),
            tangents => Objective.Loss.FisherProduct(output, tangents)
        );
    }
}
