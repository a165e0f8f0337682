using MlPhys.Curvature.Chains;
using MlPhys.Curvature.Layers;
using MlPhys.Curvature.Objectives;
using static TorchSharp.torch;

namespace MlPhys.Symmetries;

/// <summary>Ranks of a deep linear network's curvature under squared loss, known without diagonalising it.</summary>
/// <remarks>
/// With B_l = W_L ... W_(l+1) and C_l = W_(l-1) ... W_1 X^T the Gauss-Newton matrix has rank sum over l of (rank B_l - rank B_(l-1)) rank C_l,
/// rank B_0 = 0; at a minimum whose residual is uncorrelated with the inputs the Hessian has that rank. Singh et al., NeurIPS 2021.
/// </remarks>
/// <param name="GaussNewtonRank">Rank of the Gauss-Newton matrix.</param>
/// <param name="HessianRankBound">Rank of the Hessian away from minima, at most.</param>
/// <param name="ZerosAtMinimum">Zero eigenvalues at such a minimum.</param>
public sealed record LinearCounts(int GaussNewtonRank, int HessianRankBound, int ZerosAtMinimum)
{
    /// <summary>The counts; null where the network is no chain of dense layers without activations and biases, or the loss is another.</summary>
    public static LinearCounts? TryOf(Objective objective)
    {
        if (objective.Loss != LossFunction.Squared)
            return null;
        var probe = objective.Input.narrow(0, 0, Math.Min(2, objective.Samples));
        if (DenseChain.TryOf(objective.Structure, probe) is not { } chain)
            return null;
        if (chain.Stages.Any(s => s.Dense.Bias is not null || s.Activation is { Kind: not ActivationKind.Identity }))
            return null;
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var weights = chain.Stages.Select(s => s.Module.weight.detach().to(ScalarType.Float64)).ToArray();
        var layers = weights.Length;
        var after = new Tensor[layers];
        after[^1] = eye(weights[^1].shape[0], dtype: ScalarType.Float64);
        for (var l = layers - 2; l >= 0; l--)
            after[l] = after[l + 1].mm(weights[l + 1]);
        var before = objective.Input.reshape(objective.Samples, -1).to(ScalarType.Float64).t();
        var r = Rank(before);
        var (rank, previous) = (0, 0);
        for (var l = 0; l < layers; l++)
        {
            var current = Rank(after[l]);
            rank += (current - previous) * Rank(before);
            previous = current;
            before = weights[l].mm(before);
        }
        var hidden = weights.SkipLast(1).Select(w => (int)w.shape[0]).ToArray();
        var outputs = (int)weights[^1].shape[0];
        var q = hidden.Append(r).Append(outputs).Min();
        var bound = 2 * q * hidden.Sum() - layers * q * q + q * (r + outputs);
        return new LinearCounts(rank, Math.Min(bound, objective.Dimension), objective.Dimension - rank);
    }

    private static int Rank(Tensor matrix) => (int)linalg.matrix_rank(matrix, rtol: 1e-10).item<long>();
}
