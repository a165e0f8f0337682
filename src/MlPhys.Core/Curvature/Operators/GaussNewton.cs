using MlPhys.Curvature.Chains;
using MlPhys.Curvature.Objectives;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Operators;

/// <summary>The generalised Gauss-Newton matrix J^T H_out J: the Hessian without the curvature of the network itself.</summary>
/// <remarks>Schraudolph, Neural Comput. 14, 1723 (2002).</remarks>
public sealed class GaussNewton : PartedOperator
{
    private GaussNewton(Objective objective, int keptBatches)
        : base(objective, true, keptBatches, Whole(objective)) { }

    /// <summary>The Gauss-Newton matrix at the present weights.</summary>
    /// <param name="objective">Loss, network and data.</param>
    /// <param name="keptBatches">How many batches keep their graph between products: speed for memory.</param>
    public static GaussNewton Of(Objective objective, int keptBatches = 1) => new(objective, keptBatches);

    private protected override ICurvaturePart MakePart(Batch batch)
    {
        if (Chain is not null)
            return new ChainPart(Chain, ChainCurvature.GaussNewtonOf(Objective.Loss), batch, Objective.Loss);
        using var untracked = no_grad();
        var output = Objective.Structure.Module.call(batch.Input).DetachFromDisposeScope();
        return new GraphJacobianPart(
            Objective.Structure.Parameters,
            () => Objective.Structure.Module.call(batch.Input),
            tangents => Objective.Loss.HessianProduct(output, batch.Target, tangents)
        );
    }
}
