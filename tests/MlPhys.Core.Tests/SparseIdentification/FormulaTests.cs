using FsCheck;
using FsCheck.Fluent;
using MlPhys.SparseIdentification.Formulas;

namespace MlPhys.Core.Tests.SparseIdentification;

public class FormulaTests
{
    private static readonly Formula X = Formula.Variable(0);
    private static readonly Formula Y = Formula.Variable(1);
    private static readonly Formula K = Formula.Parameter(0);

    public static TheoryData<string> Samples => ["saturation", "Hill", "wave", "mixed"];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Derivatives_agree_with_central_differences(string name)
    {
        var formula = Sample(name);
        var derivative = formula.DerivativeByParameter(0);
        Check.QuickThrowOnFailure(
            Prop.ForAll(
                Gen.Choose(10, 300).Select(i => i / 100.0).Three().ToArbitrary(),
                p =>
                {
                    const double h = 1e-5;
                    double[] x = [p.Item1, p.Item2];
                    var difference =
                        (formula.Evaluate(x, [p.Item3 + h]) - formula.Evaluate(x, [p.Item3 - h])) / (2 * h);
                    return Math.Abs(difference - derivative.Evaluate(x, [p.Item3]))
                        <= 1e-6 * (1 + Math.Abs(difference));
                }
            )
        );
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_tape_gives_what_single_evaluation_gives(string name)
    {
        var formula = Sample(name);
        double[] x = [.. Enumerable.Range(1, 700).Select(i => i / 100.0)];
        double[] y = [.. x.Select(v => 8 - v)];

        var column = new Tape([formula]).Evaluate([x, y], x.Length, [0.7])[0];

        for (var i = 0; i < x.Length; i++)
            Assert.Equal(formula.Evaluate([x[i], y[i]], [0.7]), column[i], 1e-12 * (1 + Math.Abs(column[i])));
    }

    [Fact]
    public void Common_parts_are_computed_once() => Assert.Equal(4, new Tape([X * Y, X * Y * Y]).Rows);

    [Theory]
    [InlineData(FormulaStyle.Text, "x^2 y/(K + x) - (x - y)")]
    [InlineData(FormulaStyle.Latex, @"\frac{x^{2}\,y}{K + x} - \left(x - y\right)")]
    [InlineData(FormulaStyle.CSharp, "Math.Pow(x, 2.0) * y/(K + x) - (x - y)")]
    [InlineData(FormulaStyle.FSharp, "x ** 2.0 * y/(K + x) - (x - y)")]
    public void Formulas_print_with_the_fewest_parentheses(FormulaStyle style, string expected) =>
        Assert.Equal(expected, (X * X * Y / (K + X) - (X - Y)).ToText(style, ["x", "y"], ["K"]));

    [Fact]
    public void Dimensions_of_inner_parameters_follow_from_the_formula()
    {
        Assert.Equal([1.0, 0.0], Dimensions.OfParameters(X / (K + X), 2)[0]);
        Assert.Equal([-1.0, 0.0], Dimensions.OfParameters(1.0 / (1.0 + K * X), 2)[0]);
        Assert.Equal([0.0, -1.0], Dimensions.OfParameters(X * Formula.Exp(-(K * Y)), 2)[0]);
        Assert.Equal([1.0, 1.0], Dimensions.OfFormula(X * Y / (1.0 + K * X), 2));
        Assert.Equal([0.5, 0.0], Dimensions.OfFormula(Formula.Sqrt(X), 2));
    }

    private static Formula Sample(string name) =>
        name switch
        {
            "saturation" => X / (K + X),
            "Hill" => 1.0 / (1.0 + Formula.Pow(K / X, 2.5)),
            "wave" => Formula.Sin(K * X) + Formula.Cos(K * Y) * Formula.Tanh(X - K),
            _ => Formula.Pow(X, K) * Formula.Exp(-(K * Y)) / Formula.Sqrt(K + Formula.Log(1.0 + X)),
        };
}
