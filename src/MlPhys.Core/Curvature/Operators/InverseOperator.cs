using MlPhys.Numerics.LinearAlgebra;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Operators;

/// <summary>(A + damping)^-1 by conjugate gradients, for a symmetric A with A + damping positive definite.</summary>
/// <param name="map">A, symmetric.</param>
/// <param name="damping">Added to the diagonal, not negative.</param>
/// <param name="tolerance">Relative residual of each solution.</param>
/// <param name="iterationLimit">Products with A for each solution; without it ten times the dimension.</param>
public sealed class InverseOperator(
    LinearOperator map,
    double damping = 0,
    double tolerance = 1e-10,
    int? iterationLimit = null
) : LinearOperator
{
    private readonly LinearOperator map = map.IsSymmetric
        ? map
        : throw new ArgumentException($"the {map.Rows} x {map.Columns} operator is not symmetric", nameof(map));

    private readonly double damping =
        damping >= 0
            ? damping
            : throw new ArgumentException($"damping is {damping}; it must not be negative", nameof(damping));

    /// <inheritdoc/>
    public override int Rows => map.Rows;

    /// <inheritdoc/>
    public override int Columns => map.Rows;

    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    protected internal override Tensor Multiply(Tensor rows) =>
        OperatorTensors.OfRows([.. OperatorTensors.ToRows(rows).Select(Solve)], Type);

    private double[] Solve(double[] target)
    {
        var product = map.AsMap();
        var solution = ConjugateGradient.Solve(Damped, target, tolerance, iterationLimit);
        return solution.Converged
            ? solution.Solution
            : throw new ArithmeticException(
                $"conjugate gradients reached a residual of {solution.RelativeResidual} in {solution.Iterations} products; {tolerance} was asked for"
            );

        void Damped(ReadOnlySpan<double> x, Span<double> result)
        {
            product(x, result);
            System.Numerics.Tensors.TensorPrimitives.MultiplyAdd(x, damping, result, result);
        }
    }
}
