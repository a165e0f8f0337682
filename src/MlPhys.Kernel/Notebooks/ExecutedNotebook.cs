using System.Collections.Immutable;
using MlPhys.Display;

namespace MlPhys.Kernel.Notebooks;

/// <summary>A notebook with what its cells showed.</summary>
internal sealed record ExecutedNotebook(string Path, ImmutableArray<ExecutedCell> Cells)
{
    /// <summary>File name without folder and extension.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>Everything shown that has a drawn form, in order.</summary>
    public IEnumerable<DisplayBundle> Figures =>
        Cells.SelectMany(cell => cell.Contents).Where(content => content.Content.ContainsKey(MimeType.Svg));
}

/// <summary>A cell with its outputs; prose has none.</summary>
/// <param name="Cell">The cell of the script.</param>
/// <param name="ExecutionCount">1 for the first code cell; 0 for prose.</param>
/// <param name="Outputs">What the code showed, in order.</param>
internal sealed record ExecutedCell(Cell Cell, int ExecutionCount, ImmutableArray<CellOutput> Outputs)
{
    /// <summary>The display bundles among the outputs.</summary>
    public IEnumerable<DisplayBundle> Contents =>
        Outputs
            .Select(output =>
                output switch
                {
                    DisplayOutput shown => shown.Content,
                    ResultOutput result => result.Content,
                    _ => null,
                }
            )
            .OfType<DisplayBundle>();
}
