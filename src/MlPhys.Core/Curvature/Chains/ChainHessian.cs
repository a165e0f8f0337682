using MlPhys.Curvature.Objectives;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Chains;

/// <summary>The dense Hessian or Gauss-Newton matrix of a multilayer perceptron, put together layer by layer.</summary>
internal static class ChainHessian
{
    /// <summary>Numbers in float64 that the largest batch needs beside the matrix.</summary>
    public static double Working(DenseChain chain, Objective objective)
    {
        double samples = Math.Min(objective.BatchSize, objective.Samples);
        double hidden = chain.Stages.Sum(s => (double)s.Module.out_features);
        double widest = chain.Stages.Max(s => (double)s.Module.out_features * (s.Module.in_features + 1));
        return samples * (2 * hidden * hidden + 2 * widest);
    }

    public static Tensor Build(DenseChain chain, Objective objective, bool gaussNewton)
    {
        using var scope = NewDisposeScope();
        var half = zeros(objective.Dimension, objective.Dimension, ScalarType.Float64);
        foreach (var batch in objective.Batches())
            AddBatch(half, chain, objective.Loss, batch, gaussNewton);
        return (half + half.t()).MoveToOuterDisposeScope();
    }

    private static void AddBatch(Tensor half, DenseChain chain, LossFunction loss, Batch batch, bool gaussNewton)
    {
        using var scope = NewDisposeScope();
        using var state = new ChainState(chain, batch, loss);
        var curvatures = Curvatures(state, loss, gaussNewton);
        for (var l = 0; l < chain.Stages.Length; l++)
        {
            using var row = NewDisposeScope();
            var neurons = state.Weights[l].shape[0];
            var left = Augmented(chain, state, l).t() * batch.Weight;
            // dz_m/dz_l, carried upwards from m = l; da_m/dz_l is its last step.
            var response = eye(neurons, dtype: ScalarType.Float64).expand(left.shape[1], neurons, neurons);
            Tensor? arriving = null;
            for (var m = l; m < chain.Stages.Length; m++)
            {
                if (m > l)
                {
                    arriving = state.First[m - 1] is { } first ? response * Wide(first).unsqueeze(2) : response;
                    response = Wide(state.Weights[m]).matmul(arriving);
                }
                var mixed = curvatures[m].matmul(response);
                var block = new ChainBlock(half, chain.Stages[l].Dense, chain.Stages[m].Dense, l == m);
                var right = Augmented(chain, state, m);
                for (var i = 0; i < neurons; i++)
                    block.Add(i, left, mixed, right, gaussNewton ? null : arriving, Wide(state.Signals[m]));
            }
        }
    }

    /// <summary>For each layer the Hessian of each sample's share of the mean loss with respect to its pre-activations [N, n, n].</summary>
    private static Tensor[] Curvatures(ChainState state, LossFunction loss, bool gaussNewton)
    {
        var layers = state.Weights.Length;
        var curvatures = new Tensor[layers];
        var current = Wide(loss.OutputHessian(state.Output, state.Target));
        for (var l = layers - 1; l >= 0; l--)
        {
            if (state.First[l] is { } first)
                current = current * Wide(first).unsqueeze(1) * Wide(first).unsqueeze(2);
            if (!gaussNewton && state.Second[l] is { } second)
                current = current + Wide(second).diag_embed();
            curvatures[l] = current.contiguous();
            var weight = Wide(state.Weights[l]);
            current = weight.t().matmul(current.matmul(weight));
        }
        return curvatures;
    }

    private static Tensor Augmented(DenseChain chain, ChainState state, int l)
    {
        var input = Wide(state.Inputs[l]);
        return chain.Stages[l].Dense.Bias is null
            ? input
            : cat([input, ones(input.shape[0], 1, ScalarType.Float64)], 1);
    }

    private static Tensor Wide(Tensor x) => x.to(ScalarType.Float64);
}
