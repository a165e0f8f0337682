using System.Collections.Immutable;
using MlPhys.SparseIdentification.Formulas;

namespace MlPhys.SparseIdentification.Libraries;

/// <summary>One function that a law may contain, times a coefficient.</summary>
/// <param name="Family">What kind of function it is, such as "saturation" or "polynomial".</param>
/// <param name="Body">The function of the variables and of its inner parameters.</param>
/// <param name="Parameters">The inner parameters; none: the candidate is linear.</param>
public sealed record Candidate(string Family, Formula Body, ImmutableArray<FreeParameter> Parameters)
{
    /// <summary>Whether the function has no inner parameters.</summary>
    public bool IsLinear => Parameters.IsEmpty;

    /// <summary>The function as text with the names of variables and parameters.</summary>
    public string ToText(IReadOnlyList<string> variables) =>
        Body.ToText(FormulaStyle.Text, variables, [.. Parameters.Select(p => p.Name)]);
}
