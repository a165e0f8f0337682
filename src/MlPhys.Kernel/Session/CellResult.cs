using System.Collections.Immutable;

namespace MlPhys.Kernel.Session;

/// <summary>How the evaluation of a cell ended.</summary>
/// <param name="Value">The value of the last expression; null where there is none, or where it is ().</param>
/// <param name="Failure">The exception that the code threw; null where it ran to its end or never ran.</param>
/// <param name="Diagnostics">Errors and warnings of the compiler.</param>
internal sealed record CellResult(CellValue? Value, Exception? Failure, ImmutableArray<CellDiagnostic> Diagnostics)
{
    /// <summary>Whether the cell compiled and ran to its end.</summary>
    public bool Succeeded => Failure is null && !Diagnostics.Any(d => d.IsError);
}

/// <summary>A value with the type that the compiler gave it.</summary>
internal sealed record CellValue(object? Value, Type Type);
