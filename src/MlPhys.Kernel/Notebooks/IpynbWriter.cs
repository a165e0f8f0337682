using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MlPhys.Kernel.Notebooks;

/// <summary>Writes a notebook in Jupyter's format, nbformat 4.5, laid out as Jupyter saves it.</summary>
/// <remarks>The same notebook always gives the same bytes: ids come from the sources, and no time is written.</remarks>
internal static class IpynbWriter
{
    private static readonly JsonSerializerOptions Layout = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(ExecutedNotebook notebook)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var document = new JsonObject
        {
            ["cells"] = new JsonArray([.. notebook.Cells.Select(cell => Cell(cell, taken))]),
            ["metadata"] = new JsonObject
            {
                ["kernelspec"] = new JsonObject
                {
                    ["display_name"] = "F#",
                    ["language"] = "F#",
                    ["name"] = ".net-fsharp",
                },
                ["language_info"] = new JsonObject
                {
                    ["file_extension"] = ".fsx",
                    ["mimetype"] = "text/x-fsharp",
                    ["name"] = "F#",
                    ["pygments_lexer"] = "fsharp",
                },
            },
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };
        return document.ToJsonString(Layout) + "\n";
    }

    private static JsonObject Cell(ExecutedCell cell, HashSet<string> taken)
    {
        var code = cell.Cell.Kind == CellKind.Code;
        var json = new JsonObject { ["cell_type"] = code ? "code" : "markdown" };
        if (code)
            json["execution_count"] = cell.ExecutionCount;
        json["id"] = Id(cell.Cell.Source, taken);
        json["metadata"] = new JsonObject();
        if (code)
            json["outputs"] = new JsonArray([.. cell.Outputs.Select(output => Output(output, cell.ExecutionCount))]);
        json["source"] = Lines(cell.Cell.Source);
        return json;
    }

    private static JsonObject Output(CellOutput output, int executionCount) =>
        output switch
        {
            StreamOutput stream => new()
            {
                ["name"] = stream.Stream,
                ["output_type"] = "stream",
                ["text"] = Lines(stream.Text),
            },
            DisplayOutput shown => new()
            {
                ["data"] = MimeJson.Of(shown.Content, Lines),
                ["metadata"] = new JsonObject(),
                ["output_type"] = "display_data",
            },
            ResultOutput result => new()
            {
                ["data"] = MimeJson.Of(result.Content, Lines),
                ["execution_count"] = executionCount,
                ["metadata"] = new JsonObject(),
                ["output_type"] = "execute_result",
            },
            _ => throw new ArgumentException($"no notation for {output.GetType()}", nameof(output)),
        };

    /// <summary>Text as Jupyter writes it: a list of lines that keep their ends, so that versions compare well.</summary>
    private static JsonArray Lines(string text)
    {
        var lines = text.Split('\n');
        var kept = lines
            .Select((line, at) => at < lines.Length - 1 ? line + "\n" : line)
            .Where(line => line.Length > 0);
        return new JsonArray([.. kept.Select(line => JsonValue.Create(line))]);
    }

    private static string Id(string source, HashSet<string> taken)
    {
        for (var repeat = 0; ; repeat++)
        {
            var id = Convert.ToHexStringLower(
                SHA256.HashData(Encoding.UTF8.GetBytes(source + new string(' ', repeat)))
            )[..8];
            if (taken.Add(id))
                return id;
        }
    }
}
