using MlPhys.Curvature.Chains;
using MlPhys.Curvature.Objectives;
using MlPhys.Curvature.Operators;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Spectra;

/// <summary>The exact Hessian as a matrix, in float64.</summary>
/// <remarks>
/// For multilayer perceptrons it is put together from the Hessians with respect to pre-activations: H between weights (l, i, j) and
/// (m, k, p) is the sum over samples of a_l[j] (M[k, i] a_m[p] + delta_m[k] da_m[p]/dz_l[i]), one matrix product for each neuron i. Other
/// networks: products with chunks of unit vectors, made symmetric.
/// </remarks>
public sealed class DenseHessian : IDisposable
{
    private DenseHessian(Tensor matrix, double asymmetry) => (Matrix, Asymmetry) = (matrix, asymmetry);

    /// <summary>The matrix [P, P].</summary>
    public Tensor Matrix { get; }

    /// <summary>Largest difference between an entry and its mirror image before symmetrising; 0 where symmetry is built in.</summary>
    public double Asymmetry { get; }

    /// <summary>The trace.</summary>
    public double Trace => Matrix.trace().item<double>();

    /// <summary>The Hessian at the present weights.</summary>
    /// <param name="objective">Loss, network and data.</param>
    /// <param name="budget">Memory that may be used; without it 4 GiB.</param>
    /// <exception cref="InvalidOperationException">The matrix does not fit into the budget.</exception>
    public static DenseHessian Of(Objective objective, MemoryBudget? budget = null) =>
        Build(objective, budget ?? MemoryBudget.Default, gaussNewton: false);

    /// <summary>The generalised Gauss-Newton matrix at the present weights; what it lacks of the Hessian is the functional part.</summary>
    /// <param name="objective">Loss, network and data.</param>
    /// <param name="budget">Memory that may be used; without it 4 GiB.</param>
    /// <exception cref="InvalidOperationException">The matrix does not fit into the budget.</exception>
    public static DenseHessian OfGaussNewton(Objective objective, MemoryBudget? budget = null) =>
        Build(objective, budget ?? MemoryBudget.Default, gaussNewton: true);

    /// <summary>The eigenvalues in ascending order.</summary>
    public double[] Eigenvalues() => SymmetricSpectrum.Values(Matrix);

    /// <summary>The eigenvalues in ascending order with orthonormal eigenvectors in columns [P, P].</summary>
    internal (double[] Values, Tensor Vectors) Eigen()
    {
        var (values, vectors) = linalg.eigh(Matrix);
        using (values)
            return (values.data<double>().ToArray(), vectors);
    }

    /// <inheritdoc/>
    public void Dispose() => Matrix.Dispose();

    private static DenseHessian Build(Objective objective, MemoryBudget budget, bool gaussNewton)
    {
        double size = objective.Dimension;
        budget.Require(3 * size * size, $"the matrix of {objective.Dimension} parameters");
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var probe = objective.Input.narrow(0, 0, Math.Min(2, objective.Samples));
        if (
            DenseChain.TryOf(objective.Structure, probe) is { } chain
            && budget.Holds(3 * size * size + ChainHessian.Working(chain, objective))
        )
        {
            var matrix = ChainHessian.Build(chain, objective, gaussNewton);
            matrix.diagonal().add_(objective.WeightDecay);
            return new DenseHessian(matrix.DetachFromDisposeScope(), 0);
        }
        using PartedOperator map = gaussNewton ? GaussNewton.Of(objective) : Hessian.Of(objective);
        var rows = map.ToDenseRows().to(ScalarType.Float64);
        var asymmetry = (rows - rows.t()).abs_().max().item<double>();
        return new DenseHessian(((rows + rows.t()) * 0.5).DetachFromDisposeScope(), asymmetry);
    }
}
