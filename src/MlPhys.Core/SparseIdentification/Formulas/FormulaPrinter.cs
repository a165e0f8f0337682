using System.Globalization;

namespace MlPhys.SparseIdentification.Formulas;

/// <summary>Prints formulas with the fewest parentheses that keep their meaning.</summary>
internal sealed class FormulaPrinter(
    FormulaStyle style,
    IReadOnlyList<string> variables,
    IReadOnlyList<string> parameters
)
{
    private const int Sum = 1,
        Product = 2,
        Power = 3,
        Atom = 4;

    public string Print(Formula formula) => Write(formula).Text;

    private (string Text, int Level) Write(Formula f) =>
        f switch
        {
            ConstantNode n => Number(n.Value),
            VariableNode n => (variables[n.Index], Atom),
            ParameterNode n => (parameters[n.Index], parameters[n.Index].StartsWith('-') ? Sum : Atom),
            CallNode n => (Call(n), Atom),
            BinaryNode n => Binary(n),
            _ => throw new ArgumentOutOfRangeException(nameof(f), f.GetType().Name, "unknown kind of node"),
        };

    private (string, int) Number(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        if (style is FormulaStyle.CSharp or FormulaStyle.FSharp && text.All(c => char.IsAsciiDigit(c) || c == '-'))
            text += ".0";
        return (text, value < 0 ? Sum : Atom);
    }

    private (string, int) Binary(BinaryNode n) =>
        n.Operation switch
        {
            Operation.Add => ($"{At(n.Left, Sum)} + {At(n.Right, Product)}", Sum),
            Operation.Subtract => ($"{At(n.Left, Sum)} - {At(n.Right, Product)}", Sum),
            Operation.Multiply when Factors(n).First() is ConstantNode { Value: -1 } => (
                $"-{Join(Factors(n).Skip(1))}",
                Sum
            ),
            Operation.Multiply when Gathered(Factors(n)).ToArray() is [BinaryNode power] => Raise(power),
            Operation.Multiply => (Join(Factors(n)), Product),
            Operation.Divide when style == FormulaStyle.Latex => (
                $@"\frac{{{Print(n.Left)}}}{{{Print(n.Right)}}}",
                Atom
            ),
            Operation.Divide => ($"{At(n.Left, Product)}/{At(n.Right, Power)}", Product),
            _ => Raise(n),
        };

    private string Join(IEnumerable<Formula> factors)
    {
        var sign = style switch
        {
            FormulaStyle.Text => " ",
            FormulaStyle.Latex => @"\,",
            _ => " * ",
        };
        return string.Join(sign, Gathered(factors).Select(f => At(f, Power)));
    }

    private static IEnumerable<Formula> Factors(Formula f) =>
        f is BinaryNode { Operation: Operation.Multiply } n ? Factors(n.Left).Concat(Factors(n.Right)) : [f];

    /// <summary>Runs of the same variable become its power: x x y reads x^2 y.</summary>
    private static IEnumerable<Formula> Gathered(IEnumerable<Formula> factors) =>
        factors.GroupBy(f => f).Select(g => g.Count() > 1 ? Formula.Pow(g.Key, g.Count()) : g.Key);

    private (string, int) Raise(BinaryNode n) =>
        style switch
        {
            FormulaStyle.Latex => ($"{At(n.Left, Atom)}^{{{Print(n.Right)}}}", Power),
            FormulaStyle.CSharp => ($"Math.Pow({Print(n.Left)}, {Print(n.Right)})", Atom),
            FormulaStyle.FSharp => ($"{At(n.Left, Atom)} ** {At(n.Right, Atom)}", Power),
            _ => ($"{At(n.Left, Atom)}^{At(n.Right, Atom)}", Power),
        };

    private string Call(CallNode n)
    {
        var name = n.Function.ToString();
        var operand = Print(n.Operand);
        return style switch
        {
            FormulaStyle.Latex when n.Function == Function.Sqrt => $@"\sqrt{{{operand}}}",
            FormulaStyle.Latex when n.Function == Function.Abs => $@"\left|{operand}\right|",
            FormulaStyle.Latex => $@"\{Lower(name)}\left({operand}\right)",
            FormulaStyle.CSharp => $"Math.{name}({operand})",
            _ => $"{Lower(name)}({operand})",
        };
    }

    private string At(Formula f, int level)
    {
        var (text, own) = Write(f);
        if (own >= level)
            return text;
        return style == FormulaStyle.Latex ? $@"\left({text}\right)" : $"({text})";
    }

    private static string Lower(string name) => name.ToLowerInvariant();
}
