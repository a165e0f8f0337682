using System.Collections.Immutable;
using MlPhys.Display;
using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Laws;

namespace MlPhys.SparseIdentification.Fields;

/// <summary>A partial differential equation found from a field.</summary>
[TypeFormatterSource(MimeType.Latex, MimeType.Text)]
public sealed class FieldLaw : IDisplayable
{
    private readonly string name;
    private readonly ImmutableArray<(FieldTerm Term, double Coefficient)> found;

    internal FieldLaw(
        string name,
        IEnumerable<(FieldTerm Term, double Coefficient, double Error)> terms,
        double agreement
    )
    {
        const double quantile = 1.959964;
        this.name = name;
        var all = terms.ToArray();
        found = [.. all.Select(t => (t.Term, t.Coefficient))];
        Terms =
        [
            .. all.Select(t => new Estimate(
                $"{name}_t",
                t.Term.ToText(name),
                "coefficient",
                t.Coefficient,
                t.Error,
                t.Coefficient - quantile * t.Error,
                t.Coefficient + quantile * t.Error,
                "",
                false
            )),
        ];
        Agreement = agreement;
    }

    /// <summary>The coefficients with standard errors, one row each.</summary>
    public ImmutableArray<Estimate> Terms { get; }

    /// <summary>The share of test-function widths that chose exactly these terms.</summary>
    public double Agreement { get; }

    /// <summary>The equation with numbers: as text and LaTeX in derivatives of functions of the field; as C# or F# code, of
    /// which it is the right-hand side at one point, expanded in the field and its derivatives u, u_x, u_xx, ....</summary>
    /// <param name="style">Plain text, LaTeX, C# or F#.</param>
    public string Equation(FormulaStyle style = FormulaStyle.Text) =>
        style switch
        {
            FormulaStyle.Text => $"{name}_t = {Sum(t => t.ToText(name))}",
            FormulaStyle.Latex => $"{name}_t = {Sum(t => t.ToLatex(name))}",
            _ => $"{name}_t = {Expanded.ToText(style, JetNames, [])}",
        };

    /// <summary>The rate of change of the field at a point.</summary>
    /// <param name="jet">The field and its derivatives in space there: u, u_x, u_xx, ... up to the highest order in the law.</param>
    /// <exception cref="ArgumentException">Fewer derivatives than the law has.</exception>
    public double Derivative(params double[] jet) =>
        jet.Length >= JetNames.Length
            ? Expanded.Evaluate(jet)
            : throw new ArgumentException(
                $"{jet.Length} values, expected {JetNames.Length}: {string.Join(", ", JetNames)}",
                nameof(jet)
            );

    /// <summary>The equation in LaTeX and as text.</summary>
    public DisplayBundle ToDisplay() =>
        DisplayBundle.OfText(Equation()).With(MimeType.Latex, $"${Equation(FormulaStyle.Latex)}$");

    /// <summary>The law as an HTML fragment.</summary>
    public string ToHtml() => ToDisplay().ToHtml();

    /// <summary>The equation with numbers.</summary>
    public override string ToString() => Equation();

    private Formula Expanded => found.Aggregate((Formula)0.0, (sum, t) => sum + t.Coefficient * t.Term.Expanded());

    private string[] JetNames =>
        [
            .. Enumerable
                .Range(0, 1 + found.Select(t => t.Term.Order).DefaultIfEmpty(0).Max())
                .Select(k => k == 0 ? name : $"{name}_{new string('x', k)}"),
        ];

    private string Sum(Func<FieldTerm, string> print) =>
        found.IsEmpty
            ? "0"
            : string.Concat(
                found.Select(
                    (t, i) =>
                        (t.Coefficient < 0 ? (i == 0 ? "-" : " - ") : (i == 0 ? "" : " + "))
                        + $"{LawText.Number(Math.Abs(t.Coefficient))} {print(t.Term)}"
                )
            );
}
