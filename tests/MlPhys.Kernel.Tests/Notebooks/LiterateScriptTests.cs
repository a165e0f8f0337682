using FsCheck;
using FsCheck.Fluent;
using MlPhys.Kernel.Notebooks;

namespace MlPhys.Kernel.Tests.Notebooks;

public class LiterateScriptTests
{
    private static (CellKind, string, int)[] Cells(string text) =>
        [.. LiterateScript.Parse("n.fsx", text).Cells.Select(cell => (cell.Kind, cell.Source, cell.FirstLine))];

    [Fact]
    public void Markdown_comments_part_the_code()
    {
        var cells = Cells("(** # Title *)\nlet x = 1\n\nlet y = 2\n\n(**\nTwo\n\nlines\n*)\n\ny\n");
        Assert.Equal(
            [
                (CellKind.Markdown, "# Title", 1),
                (CellKind.Code, "let x = 1\n\nlet y = 2", 2),
                (CellKind.Markdown, "Two\n\nlines", 7),
                (CellKind.Code, "y", 12),
            ],
            cells
        );
    }

    [Fact]
    public void An_empty_comment_parts_two_code_cells_without_a_word() =>
        Assert.Equal([(CellKind.Code, "1", 1), (CellKind.Code, "2", 3)], Cells("1\n(** *)\n2"));

    [Fact]
    public void Other_comments_stay_code() =>
        Assert.Equal(
            [(CellKind.Code, "(* a *)\n(*** b ***)\n    (** c *)\n/// d", 1)],
            Cells("(* a *)\n(*** b ***)\n    (** c *)\n/// d")
        );

    [Fact]
    public void Windows_line_ends_read_the_same() =>
        Assert.Equal(Cells("(** a\nb *)\n1\n2"), Cells("(** a\r\nb *)\r\n1\r\n2"));

    [Theory]
    [InlineData("")]
    [InlineData("\n \n")]
    [InlineData("(** *)\n(**\n*)")]
    public void An_empty_script_is_refused(string text) =>
        Assert.Contains("n.fsx: the notebook is empty", Refusal(text), StringComparison.Ordinal);

    [Fact]
    public void An_unclosed_comment_is_refused_with_its_line() =>
        Assert.Contains(
            "n.fsx(3,1): the Markdown comment",
            Refusal("let x = 1\n\n(** text\nmore"),
            StringComparison.Ordinal
        );

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains(
            "'no/such.fsx'",
            Assert.Throws<FileNotFoundException>(() => LiterateScript.Read("no/such.fsx")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void Every_cell_stands_in_the_script_on_the_line_that_it_names()
    {
        var line = Gen.Elements("", "let x = 1", "  x + 1", "(** prose *)", "(**", "more *)", "// (** no *)", "   ");
        Prop.ForAll(Gen.ListOf(line).ToArbitrary(), Holds).QuickCheckThrowOnFailure();

        static void Holds(IEnumerable<string> drawn)
        {
            string[] lines = [.. drawn, "(** end *)"];
            if (lines.Count(l => l == "(**") > lines.Count(l => l.EndsWith("*)", StringComparison.Ordinal)))
                return;
            foreach (var cell in LiterateScript.Parse("n.fsx", string.Join('\n', lines)).Cells)
            {
                var source = cell.Source.Split('\n');
                for (var at = 0; at < source.Length; at++)
                    Assert.Contains(source[at].Trim(), lines[cell.FirstLine - 1 + at], StringComparison.Ordinal);
            }
        }
    }

    private static string Refusal(string text) =>
        Assert.Throws<FormatException>(() => LiterateScript.Parse("n.fsx", text)).Message;
}
