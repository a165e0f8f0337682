using MlPhys.Display;
using MlPhys.Kernel.Session;

namespace MlPhys.Kernel.Notebooks;

/// <summary>Runs a script cell by cell in a fresh F# session.</summary>
internal static class NotebookRunner
{
    /// <summary>Runs all cells of the script.</summary>
    /// <exception cref="CellFailedException">A cell does not compile or throws; later cells have not run.</exception>
    public static ExecutedNotebook Run(LiterateScript script, CancellationToken cancellation = default)
    {
        var outputs = new CollectedOutputs();
        using var session = new FSharpSession(Path.GetDirectoryName(Path.GetFullPath(script.Path))!, outputs);
        using var noProgress = DisplayHost.Use(new NoProgress());
        using var console = new CapturedConsole(outputs);
        foreach (var cell in script.Cells.Where(cell => cell.Kind == CellKind.Code))
        {
            outputs.BeginCell();
            var result = Evaluate(cell);
            if (!result.Succeeded)
                throw CellFailedException.Of(script.Path, cell, result);
        }
        return Executed(script, outputs);

        CellResult Evaluate(Cell cell)
        {
            var result = session.Evaluate(cell.Source, Path.GetFullPath(script.Path), cell.FirstLine, cancellation);
            foreach (var warning in result.Diagnostics.Where(d => !d.IsError))
                outputs.Write("stderr", warning with { File = Path.GetFileName(script.Path) } + "\n");
            try
            {
                if (result.Value is { } value)
                    outputs.Result(session.Display(value));
                return result;
            }
            catch (Exception failure)
            {
                return result with { Failure = failure };
            }
        }
    }

    /// <summary>Progress is for the one who waits; a finished notebook shows none.</summary>
    private sealed class NoProgress : IDisplayHost
    {
        public void Show(string id, DisplayBundle content) { }

        public void Update(string id, DisplayBundle content) { }
    }

    private static ExecutedNotebook Executed(LiterateScript script, CollectedOutputs outputs)
    {
        var count = 0;
        return new ExecutedNotebook(
            script.Path,
            [
                .. script.Cells.Select(cell =>
                    cell.Kind == CellKind.Markdown
                        ? new ExecutedCell(cell, 0, [])
                        : new ExecutedCell(cell, ++count, outputs.OfCell(count - 1))
                ),
            ]
        );
    }
}
