namespace MlPhys.Kernel.Notebooks;

/// <summary>A cell of a notebook: prose in Markdown, or F# code.</summary>
/// <param name="Kind">Prose or code.</param>
/// <param name="Source">Text without blank lines around it.</param>
/// <param name="FirstLine">Line of the script on which the text begins, from 1.</param>
internal sealed record Cell(CellKind Kind, string Source, int FirstLine);

/// <summary>What a cell holds.</summary>
internal enum CellKind
{
    Markdown,
    Code,
}
