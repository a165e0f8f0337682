using static TorchSharp.torch;

namespace MlPhys.Curvature.Operators;

internal sealed class TransposedOperator(LinearOperator map) : LinearOperator
{
    public override int Rows => map.Columns;
    public override int Columns => map.Rows;
    public override ScalarType Type => map.Type;
    public override LinearOperator Transpose => map;

    protected internal override Tensor Multiply(Tensor rows) => map.MultiplyTransposed(rows);

    protected internal override Tensor MultiplyTransposed(Tensor rows) => map.Multiply(rows);
}

internal sealed class ScaledOperator(double factor, LinearOperator map) : LinearOperator
{
    public override int Rows => map.Rows;
    public override int Columns => map.Columns;
    public override ScalarType Type => map.Type;
    public override bool IsSymmetric => map.IsSymmetric;

    protected internal override Tensor Multiply(Tensor rows) => map.Multiply(rows) * factor;

    protected internal override Tensor MultiplyTransposed(Tensor rows) => map.MultiplyTransposed(rows) * factor;
}

internal sealed class SumOperator : LinearOperator
{
    private readonly LinearOperator left;
    private readonly LinearOperator right;
    private readonly double leftFactor;
    private readonly double rightFactor;

    public SumOperator(LinearOperator left, double leftFactor, LinearOperator right, double rightFactor)
    {
        if ((left.Rows, left.Columns) != (right.Rows, right.Columns))
            throw new ArgumentException(
                $"a {left.Rows} x {left.Columns} and a {right.Rows} x {right.Columns} operator have no sum",
                nameof(right)
            );
        (this.left, this.leftFactor, this.right, this.rightFactor) = (left, leftFactor, right, rightFactor);
    }

    public override int Rows => left.Rows;
    public override int Columns => left.Columns;
    public override ScalarType Type => OperatorTensors.Wider(left.Type, right.Type);
    public override bool IsSymmetric => left.IsSymmetric && right.IsSymmetric;

    protected internal override Tensor Multiply(Tensor rows) =>
        left.Multiply(rows.to(left.Type)) * leftFactor + right.Multiply(rows.to(right.Type)) * rightFactor;

    protected internal override Tensor MultiplyTransposed(Tensor rows) =>
        left.MultiplyTransposed(rows.to(left.Type)) * leftFactor
        + right.MultiplyTransposed(rows.to(right.Type)) * rightFactor;
}

internal sealed class ProductOperator : LinearOperator
{
    private readonly LinearOperator left;
    private readonly LinearOperator right;

    public ProductOperator(LinearOperator left, LinearOperator right)
    {
        if (left.Columns != right.Rows)
            throw new ArgumentException(
                $"a {left.Rows} x {left.Columns} and a {right.Rows} x {right.Columns} operator have no product",
                nameof(right)
            );
        (this.left, this.right) = (left, right);
    }

    public override int Rows => left.Rows;
    public override int Columns => right.Columns;
    public override ScalarType Type => OperatorTensors.Wider(left.Type, right.Type);

    protected internal override Tensor Multiply(Tensor rows) =>
        left.Multiply(right.Multiply(rows.to(right.Type)).to(left.Type));

    protected internal override Tensor MultiplyTransposed(Tensor rows) =>
        right.MultiplyTransposed(left.MultiplyTransposed(rows.to(left.Type)).to(right.Type));
}
