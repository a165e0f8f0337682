using MlPhys.Numerics.LinearAlgebra;
using static TorchSharp.torch;

namespace MlPhys.Curvature.Operators;

/// <summary>A real matrix known by its products with vectors and with blocks of vectors.</summary>
/// <remarks>Operators add, subtract, scale and multiply by the usual signs: <c>0.5 * a + b * c</c>.</remarks>
public abstract class LinearOperator
{
    /// <summary>Number of rows.</summary>
    public abstract int Rows { get; }

    /// <summary>Number of columns.</summary>
    public abstract int Columns { get; }

    /// <summary>Type in which it computes; results for arrays are widened to float64.</summary>
    public virtual ScalarType Type => ScalarType.Float64;

    /// <summary>Whether it equals its transpose.</summary>
    public virtual bool IsSymmetric => false;

    /// <summary>The transposed operator; itself where it is symmetric.</summary>
    public virtual LinearOperator Transpose => IsSymmetric ? this : new TransposedOperator(this);

    /// <summary>The product with a vector.</summary>
    /// <param name="x">Length <see cref="Columns"/>.</param>
    /// <returns>Length <see cref="Rows"/>.</returns>
    /// <exception cref="ArgumentException">Another length.</exception>
    public double[] Apply(double[] x)
    {
        RequireLength(x.Length);
        using var scope = NewDisposeScope();
        return OperatorTensors.ToArray(Multiply(OperatorTensors.Of(x, Type).unsqueeze(0)));
    }

    /// <summary>The product with a block of vectors, at once where that is faster.</summary>
    /// <param name="block">A vector a column [<see cref="Columns"/>, k].</param>
    /// <returns>[<see cref="Rows"/>, k].</returns>
    /// <exception cref="ArgumentException">Another number of rows.</exception>
    public double[,] Apply(double[,] block)
    {
        RequireLength(block.GetLength(0));
        using var scope = NewDisposeScope();
        return OperatorTensors.ToColumns(Multiply(OperatorTensors.OfColumns(block, Type)));
    }

    /// <summary>The product with tensors.</summary>
    /// <param name="x">A vector [<see cref="Columns"/>], or a vector a row [k, <see cref="Columns"/>].</param>
    /// <returns>[<see cref="Rows"/>] or [k, <see cref="Rows"/>], of the operator's type.</returns>
    /// <exception cref="ArgumentException">Another length.</exception>
    public Tensor Apply(Tensor x)
    {
        RequireLength(checked((int)x.shape[^1]));
        using var scope = NewDisposeScope();
        var rows = x.to(Type);
        return (x.dim() == 1 ? Multiply(rows.unsqueeze(0)).squeeze(0) : Multiply(rows)).MoveToOuterDisposeScope();
    }

    /// <summary>The operator as a matrix.</summary>
    /// <returns>[<see cref="Rows"/>, <see cref="Columns"/>].</returns>
    public double[,] ToDense()
    {
        using var scope = NewDisposeScope();
        return OperatorTensors.ToColumns(ToDenseRows());
    }

    /// <summary>The operator as a map of spans, for Krylov methods.</summary>
    public LinearMap AsMap() => (x, result) => Apply(x.ToArray()).CopyTo(result);

    /// <summary>The matrix as a tensor whose row j is column j.</summary>
    internal Tensor ToDenseRows(int chunk = 32)
    {
        using var scope = NewDisposeScope();
        var parts = new List<Tensor>();
        for (var start = 0; start < Columns; start += chunk)
            parts.Add(UnitProducts(start, Math.Min(chunk, Columns - start)));
        return cat(parts, 0).MoveToOuterDisposeScope();
    }

    /// <summary>The product with rows [k, columns], each a vector of the operator's type.</summary>
    protected internal abstract Tensor Multiply(Tensor rows);

    /// <summary>The product of the transpose with rows [k, rows].</summary>
    protected internal virtual Tensor MultiplyTransposed(Tensor rows) =>
        IsSymmetric ? Multiply(rows) : throw new NotSupportedException($"{GetType().Name} has no transpose");

    private Tensor UnitProducts(int start, int count)
    {
        using var scope = NewDisposeScope();
        var units = zeros(count, Columns, Type);
        units.narrow(1, start, count).copy_(eye(count, dtype: Type));
        return Multiply(units).MoveToOuterDisposeScope();
    }

    private void RequireLength(int found)
    {
        if (found != Columns)
            throw new ArgumentException(
                $"the vector has length {found}; the operator is {Rows} x {Columns}",
                nameof(found)
            );
    }

    /// <summary>The sum of two operators.</summary>
    public static LinearOperator operator +(LinearOperator left, LinearOperator right) =>
        new SumOperator(left, 1, right, 1);

    /// <summary>The difference of two operators.</summary>
    public static LinearOperator operator -(LinearOperator left, LinearOperator right) =>
        new SumOperator(left, 1, right, -1);

    /// <summary>A multiple of an operator.</summary>
    public static LinearOperator operator *(double factor, LinearOperator map) => new ScaledOperator(factor, map);

    /// <summary>The product of two operators: first the right one acts.</summary>
    public static LinearOperator operator *(LinearOperator left, LinearOperator right) =>
        new ProductOperator(left, right);
}
