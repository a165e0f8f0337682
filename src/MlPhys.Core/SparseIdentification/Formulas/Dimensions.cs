namespace MlPhys.SparseIdentification.Formulas;

/// <summary>Which powers of the variables an inner parameter is measured in, read off the formula itself.</summary>
/// <remarks>A sum needs equal dimensions on both sides, a function a dimensionless operand. In logarithms these are
/// linear equations; the part of them that concerns the parameters is solved by elimination. In s/(k + s) the parameter
/// has the dimension of s, in 1 + k s that of 1/s. The answer gives units, and search ranges that follow the units.</remarks>
internal sealed class Dimensions
{
    private readonly int variables;
    private readonly int parameters;
    private readonly List<double[]> equations = [];

    private Dimensions(int variables, int parameters)
    {
        this.variables = variables;
        this.parameters = parameters;
    }

    /// <summary>Exponents [parameter][variable]; zeros where the formula leaves a parameter free.</summary>
    public static double[][] OfParameters(Formula formula, int variables)
    {
        var analysis = new Dimensions(variables, formula.ParameterCount);
        analysis.Visit(formula);
        return analysis.Solve();
    }

    /// <summary>Exponents [variable] of the formula as a whole, its parameters resolved.</summary>
    public static double[] OfFormula(Formula formula, int variables)
    {
        var analysis = new Dimensions(variables, formula.ParameterCount);
        var whole = analysis.Visit(formula);
        var solved = analysis.Solve();
        return
        [
            .. Enumerable
                .Range(0, variables)
                .Select(i =>
                    whole[i] + Enumerable.Range(0, solved.Length).Sum(k => whole[variables + k] * solved[k][i])
                ),
        ];
    }

    /// <summary>Exponents [variable] that sums and functions of a formula are left with, whatever its parameters; zeros where the variables
    /// fit together. All powers of one unit may still cancel.</summary>
    public static IEnumerable<double[]> Mismatches(Formula formula, int variables)
    {
        var analysis = new Dimensions(variables, formula.ParameterCount);
        analysis.Visit(formula);
        analysis.Solve();
        return analysis
            .equations.Where(e => Array.TrueForAll(e[variables..], p => Math.Abs(p) < 1e-9))
            .Select(e => Scaled(e[..variables], Math.Sign(e[..variables].FirstOrDefault(p => Math.Abs(p) >= 1e-9, 1))));
    }

    private double[] Visit(Formula f)
    {
        var none = new double[variables + parameters];
        switch (f)
        {
            case VariableNode n:
                none[n.Index] = 1;
                return none;
            case ParameterNode n:
                none[variables + n.Index] = 1;
                return none;
            case CallNode { Function: Function.Sqrt } n:
                return Scaled(Visit(n.Operand), 0.5);
            case CallNode { Function: Function.Abs } n:
                return Visit(n.Operand);
            case CallNode n:
                equations.Add(Visit(n.Operand));
                return none;
            case BinaryNode n:
                return VisitBinary(n);
            default:
                return none;
        }
    }

    private double[] VisitBinary(BinaryNode n)
    {
        var (left, right) = (Visit(n.Left), Visit(n.Right));
        switch (n.Operation)
        {
            case Operation.Multiply:
                return Sum(left, right, 1);
            case Operation.Divide:
                return Sum(left, right, -1);
            case Operation.Power when n.Right is ConstantNode exponent:
                return Scaled(left, exponent.Value);
            case Operation.Power:
                equations.Add(right);
                if (n.Left.ParameterCount > 0)
                    equations.Add(left);
                return new double[left.Length];
            default:
                equations.Add(Sum(left, right, -1));
                return left;
        }
    }

    private double[][] Solve()
    {
        var pivots = new int[parameters];
        Array.Fill(pivots, -1);
        for (var k = 0; k < parameters; k++)
        {
            var column = variables + k;
            var row = equations.FindIndex(e => Math.Abs(e[column]) > 1e-9 && !pivots.Contains(equations.IndexOf(e)));
            if (row < 0)
                continue;
            pivots[k] = row;
            equations[row] = Scaled(equations[row], 1 / equations[row][column]);
            for (var other = 0; other < equations.Count; other++)
                if (other != row)
                    equations[other] = Sum(equations[other], equations[row], -equations[other][column]);
        }
        return [.. pivots.Select(row => row < 0 ? new double[variables] : Scaled(equations[row], -1)[..variables])];
    }

    private static double[] Scaled(double[] a, double factor) => [.. a.Select(v => v * factor)];

    private static double[] Sum(double[] a, double[] b, double factor) => [.. a.Zip(b, (x, y) => x + factor * y)];
}
