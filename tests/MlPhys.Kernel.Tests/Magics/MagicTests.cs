using MlPhys.Display;
using MlPhys.Kernel.Magics;
using MlPhys.Kernel.Notebooks;
using MlPhys.Kernel.Tests.Session;

namespace MlPhys.Kernel.Tests.Magics;

[Collection("console")]
public sealed class MagicTests(SessionFixture fixture) : IClassFixture<SessionFixture>
{
    private readonly MagicList magics = new();

    private (string Code, DisplayBundle[] Shown) Run(string code)
    {
        var shown = new List<DisplayBundle>();
        var context = new MagicContext(fixture.Session, shown.Add, CancellationToken.None);
        var rest = magics.Run(context, code);
        context.EndCell();
        return (rest, [.. shown]);
    }

    private string Shown(string code) => Assert.Single(Run(code).Shown).Content[MimeType.Text];

    [Fact]
    public void Magics_of_the_first_lines_leave_the_code_on_its_lines()
    {
        Assert.Equal("\n\nlet x = 1", Run("#!time\n#!fsharp\nlet x = 1").Code);
        Assert.Equal("let x = 1\n#!time", Run("let x = 1\n#!time").Code);
        Assert.Equal("\n\n1", Run("\n#!time\n1").Code);
    }

    [Fact]
    public void Time_is_told_after_the_cell() =>
        Assert.Matches(@"^wall time \d+\.\d ms, processor time \d+\.\d ms$", Shown("#!time\n1"));

    [Fact]
    public void Html_and_markdown_use_the_rest()
    {
        var (rest, shown) = Run("#!html\n<b>x</b>");
        Assert.Equal(("\n", "<b>x</b>"), (rest, shown[0].Content[MimeType.Html]));
        Assert.Contains("<em>x</em>", Run("#!markdown\n*x*").Shown[0].Content[MimeType.Html], StringComparison.Ordinal);
    }

    [Fact]
    public void Names_are_listed_with_types_and_values()
    {
        fixture.Run("let tenth = 0.1");
        Assert.Contains("tenth", Shown("#!who"), StringComparison.Ordinal);
        Assert.Matches(@"tenth +Double +0\.1", Shown("#!whos"));
    }

    [Fact]
    public void About_and_lsmagic_tell_what_there_is()
    {
        Assert.Contains("F# 10", Shown("#!about"), StringComparison.Ordinal);
        foreach (var magic in magics.All)
            Assert.Contains("#!" + magic.Name, Shown("#!lsmagic"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_import_runs_the_code_of_a_notebook()
    {
        using var folder = new TemporaryFolder();
        Run($"#!import {folder.Write("a.dib", "#!fsharp\nlet imported = 7\n#!markdown\ntext")}");
        Assert.Equal(7, fixture.Run("imported").Value!.Value);
        var broken = folder.Write("b.fsx", "(** text *)\nlet x: int = \"s\"");
        Assert.Contains(
            "b.fsx(2,14): error FS0001",
            Assert.Throws<CellFailedException>(() => Run($"#!import \"{broken}\"")).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<FileNotFoundException>(() => Run("#!import no-such.fsx"));
    }

    [Fact]
    public void An_unknown_magic_is_refused_with_the_list() =>
        Assert.Contains(
            "no magic #!nope; there are #!about",
            Assert.Throws<ArgumentException>(() => Run("#!nope")).Message,
            StringComparison.Ordinal
        );
}
