using MlPhys.Numerics.LinearAlgebra;

namespace MlPhys.Curvature.Spectra;

/// <summary>The tridiagonal matrix of one start vector's recurrence, which ends where its space is invariant.</summary>
internal sealed class TridiagonalChain
{
    private readonly List<double> diagonal = [];
    private readonly List<double> offDiagonal = [];
    private double size;

    public bool IsComplete { get; private set; }

    public void Add(double alpha, double beta)
    {
        if (IsComplete)
            return;
        if (!double.IsFinite(alpha) || !double.IsFinite(beta))
            throw new ArithmeticException($"q^T A q is {alpha} in step {diagonal.Count}: the operator is not finite");
        diagonal.Add(alpha);
        offDiagonal.Add(beta);
        size = Math.Max(size, Math.Abs(alpha) + beta);
        IsComplete = beta <= 1e-14 * size;
    }

    public WeightedNodes Quadrature(double weight)
    {
        var (nodes, weights) = TridiagonalEigen.Quadrature([.. diagonal], [.. offDiagonal.SkipLast(1)]);
        return new WeightedNodes(nodes, Array.ConvertAll(weights, w => w * weight));
    }
}
