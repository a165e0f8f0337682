using MlPhys.Curvature.Objectives;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Chains;

/// <summary>Which curvature of a batch is multiplied: the Hessian, the Gauss-Newton matrix or the Fisher information.</summary>
/// <param name="OfOutputs">What the outputs' tangents [k, N, K] are mapped to on the way back, in a tensor of its own.</param>
/// <param name="GaussNewton">Whether the curvature of the network itself is left out.</param>
internal sealed record ChainCurvature(Func<ChainState, Tensor, Tensor> OfOutputs, bool GaussNewton)
{
    public static ChainCurvature Hessian(LossFunction loss) => new(OfLoss(loss), false);

    public static ChainCurvature GaussNewtonOf(LossFunction loss) => new(OfLoss(loss), true);

    public static ChainCurvature Fisher(LossFunction loss) =>
        new((state, tangents) => loss.FisherProduct(state.Output, tangents), true);

    /// <summary>Second derivatives of a layer's activation where they count; null elsewhere.</summary>
    public Tensor? Bends(ChainState state, int l) => GaussNewton ? null : state.Second[l];

    private static Func<ChainState, Tensor, Tensor> OfLoss(LossFunction loss) =>
        (state, tangents) => loss.HessianProduct(state.Output, state.Target, tangents);
}
