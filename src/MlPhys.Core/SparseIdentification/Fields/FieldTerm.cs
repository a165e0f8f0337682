using MlPhys.SparseIdentification.Formulas;

namespace MlPhys.SparseIdentification.Fields;

/// <summary>A candidate of a field equation: a derivative in space of a function of the field.</summary>
/// <param name="Body">The function g of the field.</param>
/// <param name="Order">Order of the derivative.</param>
internal sealed record FieldTerm(Formula Body, int Order)
{
    /// <summary>The term by the chain rule, variable k being the k-th derivative of the field.</summary>
    public Formula Expanded()
    {
        var expanded = Body;
        for (var k = 0; k < Order; k++)
            expanded = expanded
                .Variables.Select(i => expanded.DerivativeByVariable(i) * Formula.Variable(i + 1))
                .Aggregate((Formula)0.0, (sum, f) => sum + f);
        return expanded;
    }

    /// <summary>The term as text, such as (u^2)_xx.</summary>
    public string ToText(string name)
    {
        var inner = Body.ToText(FormulaStyle.Text, [name], []);
        return Order == 0 ? inner
            : inner == name ? $"{inner}_{new string('x', Order)}"
            : $"({inner})_{new string('x', Order)}";
    }

    /// <summary>The term in LaTeX.</summary>
    public string ToLatex(string name)
    {
        var inner = Body.ToText(FormulaStyle.Latex, [name], []);
        return Order == 0 ? inner : $@"\left({inner}\right)_{{{new string('x', Order)}}}";
    }
}
