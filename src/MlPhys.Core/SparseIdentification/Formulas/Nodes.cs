namespace MlPhys.SparseIdentification.Formulas;

internal enum Operation
{
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

internal enum Function
{
    Exp,
    Log,
    Sin,
    Cos,
    Tanh,
    Sqrt,
    Abs,
}

internal sealed record ConstantNode(double Value) : Formula;

internal sealed record VariableNode(int Index) : Formula;

internal sealed record ParameterNode(int Index) : Formula;

internal sealed record BinaryNode(Operation Operation, Formula Left, Formula Right) : Formula;

internal sealed record CallNode(Function Function, Formula Operand) : Formula;
