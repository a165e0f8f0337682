namespace MlPhys.SparseIdentification.Formulas;

/// <summary>The value of a formula at one sample.</summary>
internal static class PointEvaluation
{
    public static double Of(Formula f, ReadOnlySpan<double> x, ReadOnlySpan<double> k) =>
        f switch
        {
            ConstantNode n => n.Value,
            VariableNode n => x[n.Index],
            ParameterNode n => k[n.Index],
            BinaryNode n => Combine(n.Operation, Of(n.Left, x, k), Of(n.Right, x, k)),
            CallNode n => Call(n.Function, Of(n.Operand, x, k)),
            _ => throw new ArgumentOutOfRangeException(nameof(f), f.GetType().Name, "unknown kind of node"),
        };

    public static double Combine(Operation operation, double a, double b) =>
        operation switch
        {
            Operation.Add => a + b,
            Operation.Subtract => a - b,
            Operation.Multiply => a * b,
            Operation.Divide => a / b,
            _ => Math.Pow(a, b),
        };

    public static double Call(Function function, double a) =>
        function switch
        {
            Function.Exp => Math.Exp(a),
            Function.Log => Math.Log(a),
            Function.Sin => Math.Sin(a),
            Function.Cos => Math.Cos(a),
            Function.Tanh => Math.Tanh(a),
            Function.Sqrt => Math.Sqrt(a),
            _ => Math.Abs(a),
        };
}
