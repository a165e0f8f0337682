namespace MlPhys.Kernel.Tests.Commands;

/// <summary>The program as the shell sees it.</summary>
public sealed class NotebookCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_run_writes_notebook_page_and_figures()
    {
        var run = ChildProcess.Mlphys(
            "notebook",
            "run",
            Repository.DecayNotebook,
            "--ipynb",
            folder.File("a/d.ipynb"),
            "--html",
            folder.File("b/d/index.html"),
            "--figures",
            folder.File("b/d")
        );
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.EndsWith("decay.fsx: 9 cells, 1 figures\n", run.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(folder.File("a/d.ipynb")));
        Assert.True(File.Exists(folder.File("b/d/figure-1.svg")));
        var gallery = ChildProcess.Mlphys("gallery", folder.File("b"));
        Assert.Equal(0, gallery.ExitCode);
        Assert.True(File.Exists(folder.File("b/index.html")));
    }

    [Theory]
    [InlineData("let a = 1\nlet b: int = \"s\"", "(2,14): error FS0001")]
    [InlineData("let a = 1\nlet b: int = failwith \"boom\"\na + b", "(2,1): error System.Exception: boom")]
    [InlineData("exit 0", "a cell ended the process")]
    [InlineData("(** text", "(1,1): the Markdown comment")]
    public void A_failure_is_told_and_nothing_is_written(string script, string expected)
    {
        var run = ChildProcess.Mlphys(
            "notebook",
            "run",
            folder.Write("n.fsx", script),
            "--html",
            folder.File("n.html")
        );
        Assert.Equal(1, run.ExitCode);
        Assert.Contains(expected, run.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("n.html")));
    }

    [Fact]
    public void A_missing_script_and_a_missing_gallery_are_named()
    {
        var missing = folder.File("none");
        Assert.Contains(missing, ChildProcess.Mlphys("notebook", "run", missing).Errors, StringComparison.Ordinal);
        Assert.Contains(missing, ChildProcess.Mlphys("gallery", missing).Errors, StringComparison.Ordinal);
    }
}
