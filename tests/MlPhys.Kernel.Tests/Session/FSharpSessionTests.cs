using System.Diagnostics;
using MlPhys.Display;

namespace MlPhys.Kernel.Tests.Session;

[Collection("console")]
public sealed class FSharpSessionTests(SessionFixture fixture) : IClassFixture<SessionFixture>
{
    private string Text(string code) => fixture.Session.Display(fixture.Run(code).Value!).Content[MimeType.Text];

    [Theory]
    [InlineData("[| 1.0; 2.5 |]", "[|1.0; 2.5|]")]
    [InlineData("Some \"x\"", "Some \"x\"")]
    [InlineData("(null: string)", "<null>")]
    [InlineData("Seq.initInfinite id", "seq [0; 1; 2; 3; ...]")]
    [InlineData("[ struct {| A = 1 |} ]", "A\n1\n(1 row × 1 column)")]
    public void Values_read_as_in_fsharp_interactive(string code, string expected) =>
        Assert.Equal(expected, Text(code));

    [Fact]
    public void A_collection_of_records_is_a_table_and_an_endless_one_is_not()
    {
        fixture.Run("type Row = { Name: string; Value: float }");
        Assert.Contains("a       1.5", Text("[ { Name = \"a\"; Value = 1.5 } ]"), StringComparison.Ordinal);
        Assert.Contains("a       1.5", Text("[| { Name = \"a\"; Value = 1.5 } |]"), StringComparison.Ordinal);
        Assert.StartsWith(
            "seq",
            Text("Seq.initInfinite (fun i -> { Name = \"a\"; Value = float i })"),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Html_of_any_type_with_ToHtml_is_found()
    {
        fixture.Run("type Chart() =\n    member _.ToHtml() = \"<b>chart</b>\"");
        Assert.Equal("<b>chart</b>", fixture.Session.Display(fixture.Run("Chart()").Value!).Content[MimeType.Html]);
    }

    [Theory]
    [InlineData("let mutable i = 0L\nwhile true do i <- i + 1L")]
    [InlineData("System.Threading.Thread.Sleep 60000")]
    [InlineData(
        "notebook.CancellationToken.WaitHandle.WaitOne() |> ignore\nnotebook.CancellationToken.ThrowIfCancellationRequested()"
    )]
    public void An_interrupted_cell_ends_and_the_session_lives(string code)
    {
        fixture.Run("let kept = 42");
        using var cancellation = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var started = Stopwatch.GetTimestamp();
        Assert.False(fixture.Run(code, cancellation.Token).Succeeded);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0.5, 10);
        Assert.Equal("42", Text("kept"));
    }

    [Fact]
    public void Two_sessions_keep_their_names_apart()
    {
        using var other = new SessionFixture();
        fixture.Run("let mine = 1\nlet f x = x + mine");
        other.Run("let mine = 10\nlet f x = x + mine");
        Assert.Equal((2, 11), ((int)fixture.Run("f 1").Value!.Value!, (int)other.Run("f 1").Value!.Value!));
    }

    [Fact]
    public void Completion_knows_values_of_earlier_cells_and_of_this_one()
    {
        fixture.Run("let words = \"some\"");
        Assert.Equal(["Replace", "ReplaceLineEndings"], Names("words.Repl"));
        Assert.Equal(["Length"], Names("let xs = [ 1 ]\nxs.Len"));
        Assert.Contains("Titled", Names("MlPhys.Figures.Figure."));
        Assert.Empty(Names("words.Nope"));
    }

    [Fact]
    public void Bound_names_leave_out_what_the_session_brings()
    {
        fixture.Run("let boundHere = 3");
        var names = fixture.Session.BoundNames.Select(bound => bound.Name).ToArray();
        Assert.Contains("boundHere", names);
        Assert.DoesNotContain("notebook", names);
    }

    [Theory]
    [InlineData("let x = 1", "Complete")]
    [InlineData("let f x =\n    x", "Incomplete")]
    [InlineData("let f x =\n    x\n", "Complete")]
    [InlineData("f (1,", "Incomplete")]
    [InlineData("\"open", "Incomplete")]
    [InlineData("match 1 with", "Incomplete")]
    [InlineData("let = 3", "Invalid")]
    [InlineData("let f x =\n    x;;", "Complete")]
    public void Code_is_judged(string code, string expected) =>
        Assert.Equal(expected, fixture.Session.Judge(code).ToString());

    private string[] Names(string code) =>
        [.. fixture.Session.Complete(code, code.Length).Items.Select(item => item.Name)];
}
