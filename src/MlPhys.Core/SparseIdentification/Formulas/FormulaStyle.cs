namespace MlPhys.SparseIdentification.Formulas;

/// <summary>The language that a formula is printed in.</summary>
public enum FormulaStyle
{
    /// <summary>Plain text: <c>Vm s/(K + s)</c> with ^ for powers.</summary>
    Text,

    /// <summary>LaTeX mathematics without dollar signs.</summary>
    Latex,

    /// <summary>A C# expression over System.Math.</summary>
    CSharp,

    /// <summary>An F# expression.</summary>
    FSharp,
}
