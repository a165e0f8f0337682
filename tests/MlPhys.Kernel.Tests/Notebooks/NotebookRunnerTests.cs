using MlPhys.Display;
using MlPhys.Kernel.Notebooks;

namespace MlPhys.Kernel.Tests.Notebooks;

/// <summary>Runs scripts in this process; they share its console, so one after the other.</summary>
[Collection("console")]
public class NotebookRunnerTests
{
    private static ExecutedNotebook Run(string text)
    {
        using var folder = new TemporaryFolder();
        return NotebookRunner.Run(LiterateScript.Read(folder.Write("n.fsx", text)));
    }

    private static CellFailedException Failure(string text) => Assert.Throws<CellFailedException>(() => Run(text));

    private static string TextOf(CellOutput output) =>
        output switch
        {
            StreamOutput stream => $"{stream.Stream}: {stream.Text}",
            DisplayOutput shown => "display: " + shown.Content.Content[MimeType.Text],
            ResultOutput result => "result: " + result.Content.Content[MimeType.Text],
            _ => "",
        };

    private static string[] Outputs(string text) =>
        [.. Run(text).Cells.SelectMany(cell => cell.Outputs).Select(TextOf)];

    [Fact]
    public void The_last_expression_is_the_result_and_state_is_kept()
    {
        Assert.Equal(["result: 42"], Outputs("let x = 40\n(** *)\nx + 2"));
    }

    [Fact]
    public void Unit_and_definitions_have_no_result() =>
        Assert.Empty(Outputs("let x = 1\n(** *)\n()\n(** *)\nignore x"));

    [Fact]
    public void Streams_and_displays_keep_their_order()
    {
        var outputs = Outputs("printf \"a\"\nprintfn \"b\"\ndisplay 1\neprintf \"c\"\nprintf \"d\"\n\"e\"");
        Assert.Equal(["stdout: ab\n", "display: 1", "stderr: c", "stdout: d", "result: \"e\""], outputs);
    }

    [Fact]
    public void An_update_reaches_the_display_of_an_earlier_cell() =>
        Assert.Equal(["display: 2"], Outputs("let shown = display 1\n(** *)\nshown.Update 2"));

    [Fact]
    public void A_cell_that_ends_in_display_shows_once() => Assert.Equal(["display: 1"], Outputs("1 |> display"));

    [Fact]
    public void Progress_leaves_no_trace() =>
        Assert.Empty(
            Outputs(
                """
                let progress = MlPhys.Runs.Progress.Auto()
                progress.Report(MlPhys.Runs.RunProgress("fit", 1L, 2L))
                """
            )
        );

    [Fact]
    public void Clearing_removes_what_the_cell_has_shown() =>
        Assert.Equal(
            ["stdout: c"],
            Outputs("printf \"a\"\nnotebook.Clear()\nprintf \"b\"\nnotebook.Clear true\nprintf \"c\"")
        );

    [Fact]
    public void A_warning_of_the_compiler_is_shown_with_its_line()
    {
        var output = Assert.Single(Outputs("let x = 1\n(** *)\n\nlet f n = match n with 1 -> 2"));
        Assert.StartsWith("stderr: n.fsx(4,17): warning FS0025", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Relative_paths_begin_at_the_script()
    {
        using var folder = new TemporaryFolder();
        folder.Write("lib/Tools.fsx", "let answer = 42");
        var script = folder.Write("sub/n.fsx", "#load \"../lib/Tools.fsx\"\nTools.answer, __SOURCE_DIRECTORY__");
        var notebook = NotebookRunner.Run(LiterateScript.Read(script));
        Assert.Equal($"result: (42, \"{folder.File("sub")}\")", TextOf(notebook.Cells[0].Outputs[0]));
    }

    [Fact]
    public void A_compile_error_stops_the_run_with_file_line_and_message()
    {
        var failure = Failure("(** text *)\nlet a = 1\n\n(** more *)\nlet b = a + 1\nlet c: int = \"s\"");
        Assert.Matches(@"n\.fsx\(6,14\): error FS0001: ", failure.Message);
    }

    [Fact]
    public void A_syntax_error_stops_the_run() =>
        Assert.Matches(@"n\.fsx\(2,6\): error FS0010", Failure("1\nNone : int option").Message);

    [Fact]
    public void An_expression_of_open_type_is_explained() =>
        Assert.Contains("say it, as in", Failure("failwith \"x\"").Message, StringComparison.Ordinal);

    [Fact]
    public void An_exception_stops_the_run_with_file_line_type_and_message()
    {
        var failure = Failure(
            "let rec deep n = if n = 0 then invalidArg \"n\" \"zero\" else 1 + deep (n - 1)\n(** *)\n\ndeep 3"
        );
        Assert.Matches(@"n\.fsx\(1,1\): error System\.ArgumentException: zero \(Parameter 'n'\)", failure.Message);
    }

    [Fact]
    public void Cells_after_a_failure_do_not_run()
    {
        using var folder = new TemporaryFolder();
        var witness = folder.File("ran");
        var text = $"(failwith \"x\": unit)\n(** *)\nSystem.IO.File.WriteAllText(@\"{witness}\", \"\")";
        Failure(text);
        Assert.False(File.Exists(witness));
    }

    [Fact]
    public void The_console_is_given_back()
    {
        var before = Console.Out;
        Failure("(failwith \"x\": unit)");
        Assert.Same(before, Console.Out);
    }

    [Fact]
    public void Two_runs_write_the_same_bytes()
    {
        var runs = Enumerable
            .Range(0, 2)
            .Select(_ => NotebookRunner.Run(LiterateScript.Read(Repository.DecayNotebook)));
        var written = runs.Select(run => (IpynbWriter.Write(run), NotebookPage.Write(run))).ToArray();
        Assert.Equal(written[0], written[1]);
    }
}
