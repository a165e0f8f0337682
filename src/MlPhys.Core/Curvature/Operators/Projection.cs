using MlPhys.Numerics.LinearAlgebra;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Operators;

/// <summary>The orthogonal projection Q Q^T onto the span of orthonormal columns.</summary>
public sealed class Projection : LinearOperator
{
    private readonly Tensor basis;

    private Projection(Tensor basis) => this.basis = basis;

    /// <summary>The projection onto the columns of a matrix.</summary>
    /// <param name="basis">Orthonormal columns [n, m] to 1e-8, m at most n.</param>
    /// <exception cref="ArgumentException">The columns are not orthonormal or not finite.</exception>
    public static Projection Onto(double[,] basis)
    {
        Matrix.RequireFinite(basis, nameof(basis));
        using var scope = NewDisposeScope();
        var columns = tensor(basis);
        var error = (columns.t().mm(columns) - eye(columns.shape[1], dtype: ScalarType.Float64))
            .abs()
            .max()
            .item<double>();
        if (error > 1e-8)
            throw new ArgumentException($"Q^T Q differs from the identity by {error}", nameof(basis));
        return new Projection(columns.DetachFromDisposeScope());
    }

    /// <summary>Dimension of the subspace.</summary>
    public int Dimension => (int)basis.shape[1];

    /// <inheritdoc/>
    public override int Rows => (int)basis.shape[0];

    /// <inheritdoc/>
    public override int Columns => Rows;

    /// <inheritdoc/>
    public override bool IsSymmetric => true;

    /// <inheritdoc/>
    protected internal override Tensor Multiply(Tensor rows) => rows.mm(basis).mm(basis.t());
}
