using MlPhys.Numerics.LinearAlgebra;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Operators;

/// <summary>A matrix as an operator.</summary>
public sealed class DenseOperator : LinearOperator
{
    private readonly Tensor matrix;

    private DenseOperator(Tensor matrix, bool isSymmetric) => (this.matrix, IsSymmetric) = (matrix, isSymmetric);

    /// <summary>The operator of a matrix.</summary>
    /// <param name="matrix">All entries finite.</param>
    /// <exception cref="ArgumentException">An entry is not finite.</exception>
    public static DenseOperator Of(double[,] matrix)
    {
        Matrix.RequireFinite(matrix, nameof(matrix));
        var symmetric = matrix.GetLength(0) == matrix.GetLength(1);
        for (var i = 0; symmetric && i < matrix.GetLength(0); i++)
        for (var j = 0; symmetric && j < i; j++)
            symmetric = matrix[i, j] == matrix[j, i];
        return new DenseOperator(tensor(matrix).DetachFromDisposeScope(), symmetric);
    }

    /// <summary>The identity.</summary>
    /// <param name="size">Number of rows and columns.</param>
    public static DenseOperator Identity(int size) =>
        new(eye(size, dtype: ScalarType.Float64).DetachFromDisposeScope(), true);

    /// <inheritdoc/>
    public override int Rows => (int)matrix.shape[0];

    /// <inheritdoc/>
    public override int Columns => (int)matrix.shape[1];

    /// <inheritdoc/>
    public override bool IsSymmetric { get; }

    /// <inheritdoc/>
    protected internal override Tensor Multiply(Tensor rows) => rows.matmul(matrix.t());

    /// <inheritdoc/>
    protected internal override Tensor MultiplyTransposed(Tensor rows) => rows.matmul(matrix);
}
