using Spectre.Console;

namespace MlPhys.Runs;

/// <summary>Draws progress as one line of a terminal.</summary>
internal sealed class TerminalBar(IAnsiConsole console)
{
    private const int Cells = 30;
    private bool open;

    public void Draw(ProgressView view)
    {
        if (view.IsNewStage && open)
            console.WriteLine();
        var filled = (int)Math.Round(view.Fraction * Cells);
        // A terminal cannot go back over a wrapped line: what does not fit is cut.
        var stage = Cut(view.State.Stage, console.Profile.Width - Cells - 2);
        var details = Cut(view.Details, console.Profile.Width - Cells - stage.Length - 3);
        var colour = view.IsFinished ? "green" : "blue";
        console.Write(new ControlCode("\r\u001b[2K"));
        console.Markup(
            $"{Markup.Escape(stage)} [{colour}]{new string('━', filled)}[/][grey]{new string('━', Cells - filled)}[/] {Markup.Escape(details)}"
        );
        open = !view.IsFinished;
        if (view.IsFinished)
            console.WriteLine();
    }

    private static string Cut(string text, int width) => text.Length <= width ? text : text[..Math.Max(0, width)];
}
