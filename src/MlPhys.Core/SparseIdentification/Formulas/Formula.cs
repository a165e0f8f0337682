namespace MlPhys.SparseIdentification.Formulas;

/// <summary>A formula in the variables of the data and the inner parameters of a term: written with the ordinary
/// operators, evaluated over blocks of samples, differentiated exactly, printed as text, LaTeX, C# or F#.</summary>
/// <remarks>Formulas are values: two formulas written alike are equal, so common parts are evaluated once.</remarks>
public abstract record Formula
{
    /// <summary>The constant <paramref name="value"/>.</summary>
    public static Formula Constant(double value) => new ConstantNode(value);

    /// <summary>The variable in column <paramref name="index"/> of the data.</summary>
    public static Formula Variable(int index) => new VariableNode(index);

    /// <summary>The inner parameter number <paramref name="index"/> of a term.</summary>
    public static Formula Parameter(int index) => new ParameterNode(index);

    /// <summary>A number stands for a constant.</summary>
    public static implicit operator Formula(double value) => Constant(value);

    /// <summary>Sum.</summary>
    public static Formula operator +(Formula left, Formula right) => Rules.Add(left, right);

    /// <summary>Difference.</summary>
    public static Formula operator -(Formula left, Formula right) => Rules.Subtract(left, right);

    /// <summary>Product.</summary>
    public static Formula operator *(Formula left, Formula right) => Rules.Multiply(left, right);

    /// <summary>Quotient.</summary>
    public static Formula operator /(Formula left, Formula right) => Rules.Divide(left, right);

    /// <summary>Opposite.</summary>
    public static Formula operator -(Formula operand) => Rules.Multiply(-1.0, operand);

    /// <summary>Sum with a number.</summary>
    public static Formula operator +(double left, Formula right) => Rules.Add(left, right);

    /// <summary>Sum with a number.</summary>
    public static Formula operator +(Formula left, double right) => Rules.Add(left, right);

    /// <summary>Difference with a number.</summary>
    public static Formula operator -(double left, Formula right) => Rules.Subtract(left, right);

    /// <summary>Difference with a number.</summary>
    public static Formula operator -(Formula left, double right) => Rules.Subtract(left, right);

    /// <summary>Product with a number.</summary>
    public static Formula operator *(double left, Formula right) => Rules.Multiply(left, right);

    /// <summary>Product with a number.</summary>
    public static Formula operator *(Formula left, double right) => Rules.Multiply(left, right);

    /// <summary>Quotient with a number.</summary>
    public static Formula operator /(double left, Formula right) => Rules.Divide(left, right);

    /// <summary>Quotient with a number.</summary>
    public static Formula operator /(Formula left, double right) => Rules.Divide(left, right);

    /// <summary>Power; F# writes <c>x ** y</c>.</summary>
    public static Formula Pow(Formula radix, Formula exponent) => Rules.Power(radix, exponent);

    /// <summary>Power with a number as exponent; F# writes <c>x ** 2.0</c>.</summary>
    public static Formula Pow(Formula radix, double exponent) => Rules.Power(radix, exponent);

    /// <summary>Exponential; F# writes <c>exp x</c>.</summary>
    public static Formula Exp(Formula operand) => new CallNode(Function.Exp, operand);

    /// <summary>Natural logarithm.</summary>
    public static Formula Log(Formula operand) => new CallNode(Function.Log, operand);

    /// <summary>Sine.</summary>
    public static Formula Sin(Formula operand) => new CallNode(Function.Sin, operand);

    /// <summary>Cosine.</summary>
    public static Formula Cos(Formula operand) => new CallNode(Function.Cos, operand);

    /// <summary>Hyperbolic tangent.</summary>
    public static Formula Tanh(Formula operand) => new CallNode(Function.Tanh, operand);

    /// <summary>Square root.</summary>
    public static Formula Sqrt(Formula operand) => new CallNode(Function.Sqrt, operand);

    /// <summary>Absolute value.</summary>
    public static Formula Abs(Formula operand) => new CallNode(Function.Abs, operand);

    /// <summary>The exact derivative with respect to the inner parameter number <paramref name="index"/>.</summary>
    public Formula DerivativeByParameter(int index) => Differentiation.Of(this, new ParameterNode(index));

    /// <summary>The exact derivative with respect to the variable in column <paramref name="index"/>.</summary>
    public Formula DerivativeByVariable(int index) => Differentiation.Of(this, new VariableNode(index));

    /// <summary>The value at one sample.</summary>
    /// <param name="variables">One value a variable.</param>
    /// <param name="parameters">One value an inner parameter.</param>
    public double Evaluate(ReadOnlySpan<double> variables, ReadOnlySpan<double> parameters = default) =>
        PointEvaluation.Of(this, variables, parameters);

    /// <summary>The formula as text with the given names, numbers in round-trip form.</summary>
    /// <param name="style">Language of the text.</param>
    /// <param name="variables">Names of the variables.</param>
    /// <param name="parameters">Names, or numbers already printed, of the inner parameters.</param>
    public string ToText(FormulaStyle style, IReadOnlyList<string> variables, IReadOnlyList<string> parameters) =>
        new FormulaPrinter(style, variables, parameters).Print(this);

    /// <summary>The formula as plain text over x0, x1, ... and k0, k1, ....</summary>
    public sealed override string ToString() =>
        ToText(
            FormulaStyle.Text,
            [
                .. Enumerable
                    .Range(0, 1 + Indices<VariableNode>(n => n.Index).DefaultIfEmpty(-1).Max())
                    .Select(i => $"x{i}"),
            ],
            [.. Enumerable.Range(0, ParameterCount).Select(i => $"k{i}")]
        );

    /// <summary>One more than the highest parameter number in the formula.</summary>
    internal int ParameterCount => 1 + Indices<ParameterNode>(n => n.Index).DefaultIfEmpty(-1).Max();

    /// <summary>The distinct columns that the formula reads, in rising order.</summary>
    internal int[] Variables => [.. Indices<VariableNode>(n => n.Index).Distinct().Order()];

    /// <summary>The same formula with its parameters renumbered from <paramref name="first"/> on.</summary>
    internal Formula WithParametersFrom(int first) => WithParameters(k => Parameter(k + first));

    /// <summary>The same formula with other formulas in place of its parameters.</summary>
    internal Formula WithParameters(Func<int, Formula> replacement) =>
        this switch
        {
            ParameterNode n => replacement(n.Index),
            BinaryNode n => n with
            {
                Left = n.Left.WithParameters(replacement),
                Right = n.Right.WithParameters(replacement),
            },
            CallNode n => n with { Operand = n.Operand.WithParameters(replacement) },
            _ => this,
        };

    internal IEnumerable<Formula> Nodes() =>
        this switch
        {
            BinaryNode n => n.Left.Nodes().Concat(n.Right.Nodes()).Append(this),
            CallNode n => n.Operand.Nodes().Append(this),
            _ => [this],
        };

    private IEnumerable<int> Indices<T>(Func<T, int> index)
        where T : Formula => Nodes().OfType<T>().Select(index);
}
