using System.Globalization;
using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification.Laws;

/// <summary>Laws in words: equations and rows of estimates, with the names and units of the data.</summary>
/// <param name="variables">The variables of the formulas.</param>
/// <param name="targets">What stands on the left of each equation.</param>
internal sealed class LawText(IReadOnlyList<Column> variables, IReadOnlyList<(string Name, string Unit)> targets)
{
    private readonly string[] names = [.. variables.Select(v => v.Name)];

    /// <summary>A number to five significant digits.</summary>
    public static string Number(double value) => value.ToString("G5", CultureInfo.InvariantCulture);

    /// <summary>The term with the names of its parameters.</summary>
    public string Symbolic(PlacedTerm term) => term.Candidate.ToText(names);

    /// <summary>The right-hand side without numbers, the same for all fits of one structure.</summary>
    public string Structure(IEnumerable<PlacedTerm> terms) =>
        string.Join(" + ", terms.Select(Symbolic).Order(StringComparer.Ordinal));

    /// <summary>An equation with numbers.</summary>
    public string Equation(int equation, IEnumerable<PlacedTerm> terms, FormulaStyle style)
    {
        var exact = style is FormulaStyle.CSharp or FormulaStyle.FSharp;
        var (numbers, formula) = (new List<string>(), (Formula)0.0);
        foreach (var term in terms.Where(t => t.Equation == equation))
        {
            var coefficient = Formula.Parameter(numbers.Count);
            var body = term.Candidate.Body.WithParametersFrom(numbers.Count + 1);
            var product = Times(coefficient, body);
            formula =
                term.Coefficient >= 0 ? formula + product
                : numbers.Count == 0 ? -product
                : formula - product;
            numbers.AddRange(term.Parameters.Prepend(Math.Abs(term.Coefficient)).Select(v => Print(v, exact)));
        }
        return $"{targets[equation].Name} = {formula.ToText(style, names, numbers)}";
    }

    /// <summary>One row a fitted number.</summary>
    /// <param name="terms">The terms.</param>
    /// <param name="errors">Standard errors of coefficient and coordinates, term after term.</param>
    /// <param name="quantile">Factor of a 95 % interval.</param>
    public IEnumerable<Estimate> Estimates(IEnumerable<PlacedTerm> terms, IReadOnlyList<double> errors, double quantile)
    {
        var index = 0;
        foreach (var term in terms)
        {
            var (name, left) = (Symbolic(term), targets[term.Equation].Name);
            var (c, half) = (term.Coefficient, quantile * errors[index]);
            var unit = CoefficientUnit(term);
            yield return new Estimate(left, name, "coefficient", c, errors[index++], c - half, c + half, unit, false);
            for (var k = 0; k < term.Coordinates.Length; k++)
                yield return Inner(term, k, name, errors[index++], quantile);
        }
    }

    private Estimate Inner(PlacedTerm term, int k, string name, double error, double quantile)
    {
        var (scale, at) = (term.Scales[k], term.Coordinates[k]);
        var exponents = Dimensions.OfParameters(term.Candidate.Body, names.Length)[k];
        return new Estimate(
            targets[term.Equation].Name,
            name,
            term.Candidate.Parameters[k].Name,
            scale.Value(at),
            error * scale.Slope(at),
            scale.Value(at - quantile * error),
            scale.Value(at + quantile * error),
            Units.Product(variables.Select((v, i) => (v.Unit, exponents[i]))),
            scale.IsAtBound(at)
        );
    }

    private string CoefficientUnit(PlacedTerm term)
    {
        var exponents = Dimensions.OfFormula(term.Candidate.Body, names.Length);
        return Units.Product(
            variables.Select((v, i) => (v.Unit, -exponents[i])).Prepend((targets[term.Equation].Unit, 1.0))
        );
    }

    private static Formula Times(Formula coefficient, Formula body) =>
        body switch
        {
            ConstantNode { Value: 1 } => coefficient,
            BinaryNode { Operation: Operation.Divide } ratio => coefficient * ratio.Left / ratio.Right,
            _ => coefficient * body,
        };

    private static string Print(double value, bool exact)
    {
        var text = exact ? value.ToString("R", CultureInfo.InvariantCulture) : Number(value);
        return exact && text.All(c => char.IsAsciiDigit(c) || c == '-') ? text + ".0" : text;
    }
}
