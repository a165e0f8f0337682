namespace MlPhys.SparseIdentification.Formulas;

/// <summary>Exact derivatives by the rules of calculus.</summary>
internal static class Differentiation
{
    /// <summary>The derivative of <paramref name="f"/> with respect to a variable or parameter node.</summary>
    public static Formula Of(Formula f, Formula by) =>
        f switch
        {
            _ when f == by => 1.0,
            BinaryNode n => OfBinary(n, by),
            CallNode n => Outer(n) * Of(n.Operand, by),
            _ => 0.0,
        };

    private static Formula OfBinary(BinaryNode n, Formula by)
    {
        var (u, v) = (n.Left, n.Right);
        var (du, dv) = (Of(u, by), Of(v, by));
        return n.Operation switch
        {
            Operation.Add => du + dv,
            Operation.Subtract => du - dv,
            Operation.Multiply => du * v + u * dv,
            Operation.Divide => dv is ConstantNode { Value: 0 } ? du / v : du / v - n * dv / v,
            _ => OfPower(n, du, dv),
        };
    }

    private static Formula OfPower(BinaryNode n, Formula du, Formula dv)
    {
        var byRadix = du is ConstantNode { Value: 0 } ? 0.0 : n.Right * Formula.Pow(n.Left, n.Right - 1.0) * du;
        return dv is ConstantNode { Value: 0 } ? byRadix : byRadix + n * Formula.Log(n.Left) * dv;
    }

    private static Formula Outer(CallNode n) =>
        n.Function switch
        {
            Function.Exp => n,
            Function.Log => 1.0 / n.Operand,
            Function.Sin => Formula.Cos(n.Operand),
            Function.Cos => -Formula.Sin(n.Operand),
            Function.Tanh => 1.0 - n * n,
            Function.Sqrt => 0.5 / n,
            _ => n / n.Operand,
        };
}
