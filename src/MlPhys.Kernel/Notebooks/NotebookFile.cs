using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlPhys.Kernel.Notebooks;

/// <summary>Reads notebooks of every kind that F# users have: .fsx, .ipynb and .dib.</summary>
internal static class NotebookFile
{
    /// <summary>Reads the cells of a notebook; cells of other languages than F# and Markdown are left out.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FormatException">The ending is none of the three, or the content is damaged.</exception>
    public static LiterateScript Read(string path) =>
        !File.Exists(path)
            ? throw new FileNotFoundException($"notebook '{path}' does not exist", path)
            : Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".fsx" => LiterateScript.Read(path),
                ".ipynb" => new LiterateScript(path, Ipynb(path, File.ReadAllText(path))),
                ".dib" => new LiterateScript(path, Dib(File.ReadAllText(path))),
                var other => throw new FormatException(
                    $"notebook '{path}': expected .fsx, .ipynb or .dib, found '{other}'"
                ),
            };

    private static ImmutableArray<Cell> Ipynb(string path, string text)
    {
        try
        {
            return
            [
                .. from cell in JsonNode.Parse(text)!["cells"]!.AsArray()
                let kind = (string?)cell!["cell_type"]
                where kind is "code" or "markdown"
                select new Cell(kind == "code" ? CellKind.Code : CellKind.Markdown, Source(cell["source"]!), 1),
            ];
        }
        catch (Exception damaged)
            when (damaged is JsonException or InvalidOperationException or NullReferenceException or FormatException)
        {
            throw new FormatException($"notebook '{path}' is not in Jupyter's format: {damaged.Message}", damaged);
        }
    }

    private static string Source(JsonNode source) =>
        source is JsonArray lines ? string.Concat(lines.Select(line => (string?)line)) : (string)source!;

    /// <summary>A .dib file is text; a line <c>#!language</c> begins a cell of that language.</summary>
    private static ImmutableArray<Cell> Dib(string text)
    {
        var cells = ImmutableArray.CreateBuilder<Cell>();
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var (language, start) = ("", 0);
        for (var at = 0; at <= lines.Length; at++)
        {
            var next = at < lines.Length ? Language(lines[at]) : "end";
            if (next is null)
                continue;
            var source = string.Join('\n', lines[start..at]).Trim('\n');
            if (language is "fsharp" or "markdown" && source.Length > 0)
                cells.Add(new Cell(language == "fsharp" ? CellKind.Code : CellKind.Markdown, source, start + 1));
            (language, start) = (next, at + 1);
        }
        return cells.ToImmutable();
    }

    private static string? Language(string line) =>
        line.Trim()
            is "#!fsharp"
                or "#!markdown"
                or "#!csharp"
                or "#!pwsh"
                or "#!html"
                or "#!javascript"
                or "#!sql"
                or "#!kql"
                or "#!mermaid"
                or "#!value"
                or "#!meta"
            ? line.Trim()[2..]
            : null;
}
