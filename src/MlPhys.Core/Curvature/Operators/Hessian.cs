using MlPhys.Curvature.Chains;
using MlPhys.Curvature.Objectives;

namespace MlPhys.Curvature.Operators;

/// <summary>The Hessian of a mean loss: by the R-operator for multilayer perceptrons, by double reverse differentiation for other networks.</summary>
/// <remarks>Pearlmutter, Neural Comput. 6, 147 (1994). A block of vectors is one pass for a perceptron, and a loop for other networks.</remarks>
public sealed class Hessian : PartedOperator
{
    private Hessian(Objective objective, int keptBatches)
        : base(objective, true, keptBatches, Whole(objective)) { }

    /// <summary>The Hessian at the present weights.</summary>
    /// <param name="objective">Loss, network and data.</param>
    /// <param name="keptBatches">How many batches keep their gradient's graph between products: speed for memory.</param>
    public static Hessian Of(Objective objective, int keptBatches = 1) => new(objective, keptBatches);

    private protected override ICurvaturePart MakePart(Batch batch) =>
        Chain is null
            ? new GraphHessianPart(Objective, batch)
            : new ChainPart(Chain, ChainCurvature.Hessian(Objective.Loss), batch, Objective.Loss);
}
