using MlPhys.Numerics.Random;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Objectives;

/// <summary>The mean loss of a batch as a function of the network's outputs, with what curvature needs of it.</summary>
public abstract class LossFunction
{
    /// <summary>Half the squared distance, averaged over samples: 1/(2N) sum |f - y|^2; the likelihood is a unit Gaussian.</summary>
    public static LossFunction Squared { get; } = new SquaredLoss();

    /// <summary>Cross-entropy of the softmax of logits [N, K] with classes [N] of type int64, averaged over samples.</summary>
    public static LossFunction CrossEntropy { get; } = new CrossEntropyLoss();

    /// <summary>A loss of the user's: twice differentiable, a scalar, the mean over the samples of a batch.</summary>
    /// <param name="loss">Outputs and targets to a scalar.</param>
    public static LossFunction Of(Func<Tensor, Tensor, Tensor> loss) => new CustomLoss(loss);

    /// <summary>Name in messages and reports.</summary>
    public abstract string Name { get; }

    /// <summary>Whether adding the same number to all outputs of a sample leaves the loss as it is.</summary>
    public virtual bool IgnoresCommonShift => false;

    /// <summary>The mean loss, a scalar on autograd's graph.</summary>
    /// <param name="output">Outputs [N, ...].</param>
    /// <param name="target">Targets [N, ...].</param>
    public abstract Tensor Value(Tensor output, Tensor target);

    /// <summary>The loss of each sample [N], on autograd's graph.</summary>
    public abstract Tensor PerSample(Tensor output, Tensor target);

    /// <summary>dL/d output, [N, ...].</summary>
    public abstract Tensor Gradient(Tensor output, Tensor target);

    /// <summary>The Hessian of the mean loss with respect to the outputs, applied to tangents.</summary>
    /// <param name="output">[N, K], off the graph.</param>
    /// <param name="target">[N, ...].</param>
    /// <param name="tangents">[k, N, K].</param>
    /// <returns>[k, N, K].</returns>
    public abstract Tensor HessianProduct(Tensor output, Tensor target, Tensor tangents);

    /// <summary>The same as matrices, [N, K, K], so that the mean loss has the block-diagonal Hessian of these.</summary>
    public virtual Tensor OutputHessian(Tensor output, Tensor target)
    {
        var (samples, outputs) = (output.shape[0], output.shape[1]);
        var units = eye(outputs, dtype: output.dtype).unsqueeze(1).expand(outputs, samples, outputs);
        return HessianProduct(output, target, units).permute(1, 0, 2).contiguous();
    }

    /// <summary>The Fisher information of the outputs' likelihood (mean over samples) applied to tangents [k, N, K].</summary>
    /// <exception cref="NotSupportedException">The loss is not known as a likelihood.</exception>
    public virtual Tensor FisherProduct(Tensor output, Tensor tangents) => throw NoLikelihood();

    /// <summary>Targets drawn from the likelihood at these outputs.</summary>
    /// <exception cref="NotSupportedException">The loss is not known as a likelihood.</exception>
    public virtual Tensor Sample(Tensor output, RandomStream stream) => throw NoLikelihood();

    private NotSupportedException NoLikelihood() =>
        new($"the loss '{Name}' has no known likelihood; the Fisher information needs Squared or CrossEntropy");
}
