using System.Globalization;
using MlPhys.SparseIdentification.Adaptive;
using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification.Rates;

/// <summary>Fits in words: equations, rows of estimates, steps of the search.</summary>
internal sealed class LawText(RateTable table)
{
    private readonly string[] names = [.. table.Variables.Select(v => v.Name)];

    /// <summary>A number to five significant digits.</summary>
    public static string Number(double value) => value.ToString("G5", CultureInfo.InvariantCulture);

    /// <summary>The term with the names of its parameters.</summary>
    public string Symbolic(Atom atom) => atom.Term.Candidate.ToText(names);

    public string Equation(Fit fit, FormulaStyle style)
    {
        var exact = style is FormulaStyle.CSharp or FormulaStyle.FSharp;
        var (parameters, formula) = (new List<string>(), (Formula)0.0);
        foreach (var (atom, c) in fit.Atoms.Zip(fit.Coefficients))
        {
            var body = atom.Term.Candidate.Body.WithParametersFrom(parameters.Count + 1);
            var coefficient = Formula.Parameter(parameters.Count);
            var product = Times(coefficient, body);
            parameters.AddRange(atom.Term.Values(atom.At).Prepend(Math.Abs(c)).Select(v => Print(v, exact)));
            formula =
                c >= 0 ? formula + product
                : parameters.Count == 1 + atom.At.Length ? -product
                : formula - product;
        }
        return $"{table.Target.Name} = {formula.ToText(style, names, parameters)}";
    }

    public SelectionStep Step(AddRemove.Step step, string action, double best, double offset, int rows) =>
        new(
            action,
            Equation(step.Fit, FormulaStyle.Text),
            step.Fit.Atoms.Length,
            step.Fit.Parameters,
            Math.Sqrt(step.Fit.Rss / Math.Max(1, rows - step.Fit.Parameters)),
            step.Score + offset,
            step.Score - best
        );

    public IEnumerable<Estimate> Estimates(Fit fit, Uncertainty uncertainty)
    {
        var index = 0;
        foreach (var (atom, c) in fit.Atoms.Zip(fit.Coefficients))
        {
            var (term, error) = (Symbolic(atom), uncertainty.StandardError(index++));
            var half = uncertainty.Quantile * error;
            yield return new Estimate(term, "coefficient", c, error, c - half, c + half, CoefficientUnit(atom), false);
            for (var k = 0; k < atom.At.Length; k++)
                yield return Inner(atom, k, term, uncertainty.StandardError(index++), uncertainty.Quantile);
        }
    }

    private Estimate Inner(Atom atom, int k, string term, double error, double quantile)
    {
        var (scale, at) = (atom.Term.Scales[k], atom.At[k]);
        var exponents = Dimensions.OfParameters(atom.Term.Candidate.Body, names.Length)[k];
        return new Estimate(
            term,
            atom.Term.Candidate.Parameters[k].Name,
            scale.Value(at),
            error * scale.Slope(at),
            scale.Value(at - quantile * error),
            scale.Value(at + quantile * error),
            Units.Product(table.Variables.Select((v, i) => (v.Unit, exponents[i]))),
            scale.IsAtBound(at)
        );
    }

    private string CoefficientUnit(Atom atom)
    {
        var exponents = Dimensions.OfFormula(atom.Term.Candidate.Body, names.Length);
        return Units.Product(
            table.Variables.Select((v, i) => (v.Unit, -exponents[i])).Prepend((table.Target.Unit, 1.0))
        );
    }

    private static Formula Times(Formula coefficient, Formula body) =>
        body is BinaryNode { Operation: Operation.Divide } ratio
            ? coefficient * ratio.Left / ratio.Right
            : coefficient * body;

    private static string Print(double value, bool exact)
    {
        var text = exact ? value.ToString("R", CultureInfo.InvariantCulture) : Number(value);
        return exact && text.All(c => char.IsAsciiDigit(c) || c == '-') ? text + ".0" : text;
    }
}
