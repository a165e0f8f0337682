using MlPhys.Kernel.Notebooks;

namespace MlPhys.Kernel.Tests.Notebooks;

public sealed class NotebookFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private (CellKind, string)[] Cells(string name, string content) =>
        [.. NotebookFile.Read(folder.Write(name, content)).Cells.Select(cell => (cell.Kind, cell.Source))];

    private static readonly (CellKind, string)[] Expected =
    [
        (CellKind.Markdown, "# T"),
        (CellKind.Code, "let x = 1\nx"),
    ];

    [Fact]
    public void A_script_a_notebook_and_a_dib_file_read_alike()
    {
        const string cells =
            """{"cell_type":"markdown","source":"# T"},{"cell_type":"raw","source":"r"},{"cell_type":"code","source":["let x = 1\n","x"]}""";
        Assert.Equal(Expected, Cells("n.fsx", "(** # T *)\nlet x = 1\nx"));
        Assert.Equal(Expected, Cells("n.ipynb", $$"""{"cells":[{{cells}}]}"""));
        Assert.Equal(
            Expected,
            Cells("n.dib", "#!meta\n{}\n\n#!markdown\n\n# T\n\n#!csharp\nvar y = 1;\n#!fsharp\n\nlet x = 1\nx\n")
        );
    }

    [Fact]
    public void A_notebook_that_was_written_reads_back() =>
        Assert.Equal(
            Sample.Notebook().Cells.Select(cell => (cell.Cell.Kind, cell.Cell.Source)),
            Cells("n.ipynb", IpynbWriter.Write(Sample.Notebook()))
        );

    [Theory]
    [InlineData("n.ipynb", "{")]
    [InlineData("n.ipynb", "[]")]
    [InlineData("n.ipynb", "{\"cells\":[1]}")]
    [InlineData("n.txt", "x")]
    public void A_damaged_or_foreign_file_is_refused_by_name(string name, string content) =>
        Assert.Contains(
            name,
            Assert.Throws<FormatException>(() => Cells(name, content)).Message,
            StringComparison.Ordinal
        );
}
