using System.Text.Json.Nodes;
using MlPhys.Kernel.Notebooks;

namespace MlPhys.Kernel.Tests.Notebooks;

/// <summary>Each notebook beside its script holds the same cells: whoever changes a script runs ./build.sh notebooks.</summary>
public class CommittedNotebookTests
{
    [Fact]
    public void Every_script_has_a_notebook_with_the_same_cells()
    {
        var differing =
            from folder in Directory.EnumerateDirectories(Repository.Root, "notebooks")
            from script in Directory.EnumerateFiles(folder, "*.fsx")
            let notebook = Path.ChangeExtension(script, ".ipynb")
            where !File.Exists(notebook) || !Same(LiterateScript.Read(script), File.ReadAllText(notebook))
            select Path.GetFileName(notebook);
        Assert.Empty(differing);
    }

    [Fact]
    public void A_changed_script_is_noticed()
    {
        var script = LiterateScript.Parse("n.fsx", "(** a *)\n1");
        var notebook = IpynbWriter.Write(
            new ExecutedNotebook("n.fsx", [.. script.Cells.Select(cell => new ExecutedCell(cell, 1, []))])
        );
        Assert.True(Same(script, notebook));
        Assert.False(Same(LiterateScript.Parse("n.fsx", "(** a *)\n2"), notebook));
        Assert.False(Same(LiterateScript.Parse("n.fsx", "a\n(** 1 *)"), notebook));
    }

    private static bool Same(LiterateScript script, string notebook) =>
        script
            .Cells.Select(cell => (cell.Kind == CellKind.Code ? "code" : "markdown", cell.Source))
            .SequenceEqual(JsonNode.Parse(notebook)!["cells"]!.AsArray().Select(cell => (Kind(cell!), Source(cell!))));

    private static string Kind(JsonNode cell) => (string)cell["cell_type"]!;

    private static string Source(JsonNode cell) =>
        string.Concat(cell["source"]!.AsArray().Select(line => (string)line!));
}
