using MlPhys.Curvature.Chains;
using MlPhys.Curvature.Objectives;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Operators;

/// <summary>A batch's curvature at fixed weights, ready for many products.</summary>
internal interface ICurvaturePart : IDisposable
{
    /// <summary>The product with rows [k, P], without the batch's weight.</summary>
    Tensor Multiply(Tensor rows);
}

/// <summary>A batch of a multilayer perceptron, by the R-operator.</summary>
internal sealed class ChainPart(DenseChain chain, ChainCurvature curvature, Batch batch, LossFunction loss)
    : ICurvaturePart
{
    private readonly ChainState state = new(chain, batch, loss);
    private readonly ChainProducts products = new(chain, curvature);

    public Tensor Multiply(Tensor rows)
    {
        using var untracked = no_grad();
        return products.Multiply(state, rows);
    }

    public void Dispose() => state.Dispose();
}
