namespace MlPhys.SparseIdentification.Formulas;

/// <summary>Builds nodes, folding constants, zeros and ones so that derivatives stay short.</summary>
internal static class Rules
{
    public static Formula Add(Formula left, Formula right) =>
        (left, right) switch
        {
            (ConstantNode a, ConstantNode b) => a.Value + b.Value,
            (ConstantNode { Value: 0 }, _) => right,
            (_, ConstantNode { Value: 0 }) => left,
            _ => new BinaryNode(Operation.Add, left, right),
        };

    public static Formula Subtract(Formula left, Formula right) =>
        (left, right) switch
        {
            (ConstantNode a, ConstantNode b) => a.Value - b.Value,
            (ConstantNode { Value: 0 }, _) => Multiply(-1.0, right),
            (_, ConstantNode { Value: 0 }) => left,
            _ => new BinaryNode(Operation.Subtract, left, right),
        };

    public static Formula Multiply(Formula left, Formula right) =>
        (left, right) switch
        {
            (ConstantNode a, ConstantNode b) => a.Value * b.Value,
            (ConstantNode { Value: 0 }, _) or (_, ConstantNode { Value: 0 }) => 0.0,
            (ConstantNode { Value: 1 }, _) => right,
            (_, ConstantNode { Value: 1 }) => left,
            (ConstantNode a, BinaryNode { Operation: Operation.Multiply, Left: ConstantNode b } rest) => Multiply(
                a.Value * b.Value,
                rest.Right
            ),
            (not ConstantNode, ConstantNode) => Multiply(right, left),
            (not ConstantNode, BinaryNode { Operation: Operation.Multiply, Left: ConstantNode b } rest) => Multiply(
                b,
                Multiply(left, rest.Right)
            ),
            _ => new BinaryNode(Operation.Multiply, left, right),
        };

    public static Formula Divide(Formula left, Formula right) =>
        (left, right) switch
        {
            (ConstantNode a, ConstantNode b) => a.Value / b.Value,
            (ConstantNode { Value: 0 }, _) => 0.0,
            (_, ConstantNode { Value: 1 }) => left,
            (BinaryNode { Operation: Operation.Multiply, Left: ConstantNode a } product, not ConstantNode) => Multiply(
                a,
                Divide(product.Right, right)
            ),
            _ => new BinaryNode(Operation.Divide, left, right),
        };

    public static Formula Power(Formula radix, Formula exponent) =>
        (radix, exponent) switch
        {
            (ConstantNode a, ConstantNode b) => Math.Pow(a.Value, b.Value),
            (_, ConstantNode { Value: 0 }) => 1.0,
            (_, ConstantNode { Value: 1 }) => radix,
            _ => new BinaryNode(Operation.Power, radix, exponent),
        };
}
