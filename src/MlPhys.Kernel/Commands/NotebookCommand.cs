using System.CommandLine;
using MlPhys.Files;
using MlPhys.Kernel.Notebooks;

namespace MlPhys.Kernel.Commands;

/// <summary><c>mlphys notebook run FILE.fsx</c>: runs a literate script and writes what it showed.</summary>
internal static class NotebookCommand
{
    public static Command Create() => new("notebook", "Run notebooks written as F# scripts") { Run() };

    private static Command Run()
    {
        var script = new Argument<string>("file") { Description = "The literate .fsx script" };
        var ipynb = new Option<string?>("--ipynb") { Description = "Write the executed notebook in Jupyter's format" };
        var html = new Option<string?>("--html") { Description = "Write the executed notebook as one HTML page" };
        var figures = new Option<string?>("--figures")
        {
            Description = "Write the figures into this folder, for the gallery",
        };
        var command = new Command("run", "Run a script cell by cell, stopping at the first failure")
        {
            script,
            ipynb,
            html,
            figures,
        };
        command.SetAction(parsed =>
            Execute(
                parsed.GetRequiredValue(script),
                parsed.GetValue(ipynb),
                parsed.GetValue(html),
                parsed.GetValue(figures)
            )
        );
        return command;
    }

    private static int Execute(string script, string? ipynb, string? html, string? figures)
    {
        try
        {
            var notebook = Run(LiterateScript.Read(script));
            if (ipynb is not null)
                DurableFile.Write(ipynb, IpynbWriter.Write(notebook));
            if (html is not null)
                DurableFile.Write(html, NotebookPage.Write(notebook));
            if (figures is not null)
                FigureFiles.Write(notebook, figures);
            Console.WriteLine($"{script}: {notebook.Cells.Length} cells, {notebook.Figures.Count()} figures");
            return 0;
        }
        catch (Exception failure)
            when (failure is CellFailedException or FormatException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(failure.Message);
            return 1;
        }
    }

    private static ExecutedNotebook Run(LiterateScript script)
    {
        using var unfinished = new UnfinishedRun(script.Path);
        return NotebookRunner.Run(script);
    }
}
