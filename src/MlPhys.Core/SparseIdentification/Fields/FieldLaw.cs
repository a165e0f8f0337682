using System.Collections.Immutable;
using MlPhys.Display;
using MlPhys.SparseIdentification.Laws;

namespace MlPhys.SparseIdentification.Fields;

/// <summary>A partial differential equation found from a field.</summary>
[TypeFormatterSource(typeof(DisplayFormatterSource), PreferredMimeTypes = [MimeType.Latex, MimeType.Text])]
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

    /// <summary>The equation with numbers.</summary>
    public string Equation() => $"{name}_t = {Sum(t => t.ToText(name))}";

    /// <summary>The equation in LaTeX and as text.</summary>
    public DisplayBundle ToDisplay() =>
        DisplayBundle.OfText(Equation()).With(MimeType.Latex, $"${name}_t = {Sum(t => t.ToLatex(name))}$");

    /// <summary>The law as an HTML fragment.</summary>
    public string ToHtml() => ToDisplay().ToHtml();

    /// <summary>The equation with numbers.</summary>
    public override string ToString() => Equation();

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
