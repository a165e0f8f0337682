namespace MlPhys.Kernel.Tests.Jupyter;

/// <summary>A user's first minutes in classic Jupyter Notebook: run all cells, see the figures, stop a loop.</summary>
[Collection("console")]
public sealed class ClassicNotebookTests(NotebookServer server) : IClassFixture<NotebookServer>
{
    private const string Cells = "Jupyter.notebook.get_cells().filter(c => c.cell_type === 'code')";
    private const string Idle =
        "Jupyter.notebook.kernel_busy === false && " + Cells + ".every(c => c.input_prompt_number !== '*')";

    private static readonly string Screenshots = Path.Combine(Repository.Root, "artifacts/screenshots");

    private static string RunNew(string code) =>
        $"(() => {{ const c = Jupyter.notebook.insert_cell_at_bottom('code'); c.set_text({System.Text.Json.JsonSerializer.Serialize(code)}); c.execute(); c.focus_cell(); return true; }})()";

    [Fact]
    public void A_notebook_runs_shows_its_figures_and_survives_an_interrupt()
    {
        using var browser = new Browser(server.Address + "/notebooks/notebooks/01-first-law.ipynb");
        browser.WaitFor("Jupyter.notebook.kernel.is_connected() && " + Cells + ".length > 2");
        browser.Evaluate("Jupyter.notebook.clear_all_output(); Jupyter.notebook.execute_all_cells(); true");
        browser.WaitFor(Cells + ".every(c => Number.isInteger(c.input_prompt_number)) && " + Idle);
        Assert.Equal(0, (int)browser.Evaluate("document.querySelectorAll('.output_error').length")!);
        Assert.InRange((int)browser.Evaluate("document.querySelectorAll('.output_svg svg').length")!, 2, 20);
        browser.Evaluate("document.querySelector('.output_svg').scrollIntoView()");
        browser.Screenshot(Path.Combine(Screenshots, "classic-figures.png"));

        browser.Evaluate(RunNew("while true do ()"));
        browser.WaitFor("Jupyter.notebook.kernel_busy");
        Thread.Sleep(500);
        browser.Evaluate("Jupyter.notebook.kernel.interrupt(); true");
        var stopped = browser.WaitFor(Idle);
        Assert.InRange(stopped.TotalSeconds, 0, 2);
        browser.Evaluate(RunNew("6 * 7"));
        browser.WaitFor(Cells + ".at(-1).output_area.outputs.some(o => o.data['text/plain'] === '42')");
        browser.Screenshot(Path.Combine(Screenshots, "classic-interrupted.png"));
    }

    [Fact]
    public void An_interactive_figure_is_drawn_by_the_script_that_the_page_carries()
    {
        using var browser = new Browser(server.Address + "/notebooks/notebooks/01-first-law.ipynb");
        browser.WaitFor("Jupyter.notebook.kernel.is_connected() && " + Cells + ".length > 2");
        const string Figure = "MlPhys.Figures.Figure.Titled(\"t\").WithLine([| 0.; 1. |], [| 0.; 1. |]).Interactive()";
        browser.Evaluate(RunNew(Figure));
        browser.WaitFor("document.querySelectorAll('.js-plotly-plot').length == 1");
        browser.Evaluate(RunNew(Figure.Replace("\"t\"", "\"u\"", StringComparison.Ordinal)));
        browser.WaitFor("document.querySelectorAll('.js-plotly-plot').length == 2");
        browser.Screenshot(Path.Combine(Screenshots, "classic-interactive.png"));
    }
}
