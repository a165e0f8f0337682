using static MlPhys.Kernel.Tests.Jupyter.JupyterFixture;

namespace MlPhys.Kernel.Tests.Jupyter;

/// <summary>The kernel as jupyter_client sees it.</summary>
[Collection("console")]
public sealed class ConformanceTests(JupyterFixture jupyter) : IClassFixture<JupyterFixture>
{
    [Fact]
    public void Messages_of_a_cell_come_in_the_order_of_the_protocol()
    {
        Assert.Equal(
            ["status", "execute_input", "stream", "execute_result", "status"],
            Strings(jupyter.Check("order")["types"]!)
        );
        Assert.Equal(["busy", "idle"], Strings(jupyter.Check("order")["states"]!));
    }

    [Theory]
    [InlineData("state", "execute_result: 40")]
    [InlineData("streams", "stdout: out", "stderr: err")]
    [InlineData("display", "display_data: 1", "update_display_data: 2")]
    [InlineData("clear", "clear_output")]
    [InlineData("records", "execute_result: Name  Value\na       1.5\n(1 row × 2 columns)")]
    [InlineData("unicode", "stdout: λ→𝛼")]
    [InlineData("silent")]
    [InlineData("task")]
    [InlineData("after_interrupts", "execute_result: \"hello\"")]
    [InlineData("first_of_two", "execute_result: \"hello\"")]
    [InlineData("after_restart", "execute_result: 2")]
    [InlineData("exception", "error: System.InvalidOperationException: too large")]
    public void A_cell_shows(string check, params string[] expected) => Assert.Equal(expected, jupyter.Outputs(check));

    [Theory]
    [InlineData("figure", "execute_result: ")]
    [InlineData("stdin", "error: System.InvalidOperationException: a notebook has no keyboard input")]
    [InlineData("thread", "stderr: unhandled in a thread: System.Exception: in a thread")]
    [InlineData("forged", "error: CompileError: The value or constructor 'forged' is not defined.")]
    [InlineData("two_kernels", "error: CompileError: The value or constructor 'greeting' is not defined.")]
    public void A_cell_shows_one_thing_that_begins(string check, string expected) =>
        Assert.StartsWith(expected, Assert.Single(jupyter.Outputs(check)), StringComparison.Ordinal);

    [Fact]
    public void Progress_is_a_bar_that_moves()
    {
        var outputs = jupyter.Outputs("progress");
        Assert.StartsWith("display_data: fit: ", outputs[0], StringComparison.Ordinal);
        Assert.StartsWith("update_display_data: fit: ", outputs[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_compile_error_marks_its_range()
    {
        var traceback = string.Join('\n', Strings(jupyter.Check("compile_error")["reply"]!["traceback"]!));
        Assert.Contains(
            "2 | let y: int = \"s\"\n" + new string(' ', 17) + "\u001b[31m^^^",
            traceback,
            StringComparison.Ordinal
        );
        Assert.Contains("cell 4(2,14): error FS0001", traceback, StringComparison.Ordinal);
    }

    [Fact]
    public void User_expressions_are_evaluated_one_by_one()
    {
        var results = jupyter.Check("expressions")["reply"]!["user_expressions"]!;
        Assert.Equal("21", (string?)results["good"]!["data"]!["text/plain"]);
        Assert.Equal("error", (string?)results["bad"]!["status"]);
    }

    [Fact]
    public void Kernel_info_names_language_and_protocol()
    {
        var info = jupyter.Check("kernel_info");
        Assert.Equal(
            ("5.3", "F#", ".fsx"),
            (
                (string?)info["protocol_version"],
                (string?)info["language_info"]!["name"],
                (string?)info["language_info"]!["file_extension"]
            )
        );
    }

    [Fact]
    public void Completion_counts_code_points()
    {
        var reply = jupyter.Check("complete");
        Assert.Equal(["ToUpper", "ToUpperInvariant"], Strings(reply["matches"]!));
        Assert.Equal((19, 24), ((int)reply["cursor_start"]!, (int)reply["cursor_end"]!));
        Assert.Equal(["#!who", "#!whos"], Strings(jupyter.Check("complete_magic")["matches"]!));
    }

    [Fact]
    public void Inspection_tells_signature_and_summary()
    {
        var text = (string)jupyter.Check("inspect")["data"]!["text/plain"]!;
        Assert.Contains("Figure.Titled(title: string)", text, StringComparison.Ordinal);
        Assert.Contains("A figure of one empty panel under a title.", text, StringComparison.Ordinal);
        Assert.False((bool)jupyter.Check("inspect_nothing")["found"]!);
    }

    [Theory]
    [InlineData("incomplete", "incomplete")]
    [InlineData("complete_code", "complete")]
    [InlineData("invalid", "invalid")]
    public void A_console_learns_whether_code_is_whole(string check, string expected) =>
        Assert.Equal(expected, (string?)jupyter.Check(check)["status"]);

    [Fact]
    public void History_and_comms_are_answered()
    {
        Assert.Equal("let greeting = \"hello\"", (string?)jupyter.Check("history")["history"]![0]![2]);
        Assert.Empty(jupyter.Check("comm_info")["comms"]!.AsObject());
    }

    [Fact]
    public void Cells_behind_a_failed_one_are_given_back() =>
        Assert.Equal(["ok", "error", "aborted"], Strings(jupyter.Check("stopped_cells")["statuses"]!));

    [Fact]
    public void Every_loop_is_interrupted()
    {
        var loops = jupyter.Checks("interrupt").ToArray();
        Assert.Equal(5, loops.Length);
        Assert.All(
            loops,
            loop => Assert.Equal(["error: Interrupted: the cell was interrupted"], Strings(loop["outputs"]!))
        );
        Assert.All(loops, loop => Assert.InRange((double)loop["seconds"]!, 0, 2));
    }

    [Fact]
    public void A_flood_arrives_whole_in_few_messages()
    {
        var flood = jupyter.Check("flood");
        Assert.Equal(10_000_000, (int)flood["bytes"]!);
        Assert.True((bool)flood["whole"]!);
        Assert.InRange((int)flood["messages"]!, 1, 1000);
    }

    [Fact]
    public void The_three_hundredth_cell_is_as_fast_as_the_first()
    {
        var cells = jupyter.Check("many_cells");
        Assert.InRange((double)cells["late"]! / (double)cells["early"]!, 0, 3);
    }

    [Theory]
    [InlineData("exit")]
    [InlineData("deep_recursion")]
    [InlineData("shutdown")]
    public void The_process_ends(string check) => Assert.True((bool)jupyter.Check(check)["ended"]!);
}
