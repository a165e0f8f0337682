using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using MlPhys.Kernel.Session;

namespace MlPhys.Kernel.Requests;

/// <summary>A failed cell as the protocol tells it: name, message and a traceback to read.</summary>
internal sealed record ErrorReport(string Name, string Message, ImmutableArray<string> Traceback)
{
    private const int MostDiagnostics = 10;
    private const string Red = "\u001b[31m";
    private const string Plain = "\u001b[0m";

    /// <summary>The report of a cell that did not succeed.</summary>
    public static ErrorReport Of(string title, string code, CellResult result, bool interrupted) =>
        interrupted ? new ErrorReport("Interrupted", "the cell was interrupted", [Coloured("Interrupted")])
        : result.Failure is { } failure ? OfException(failure)
        : OfDiagnostics(title, code, [.. result.Diagnostics.Where(d => d.IsError)]);

    public JsonObject ToJson() =>
        new()
        {
            ["ename"] = Name,
            ["evalue"] = Message,
            ["traceback"] = new JsonArray([.. Traceback.Select(line => JsonValue.Create(line))]),
        };

    private static ErrorReport OfException(Exception failure)
    {
        var name = failure.GetType().FullName ?? failure.GetType().Name;
        return new ErrorReport(
            name,
            failure.Message,
            [Coloured($"{name}: {failure.Message}"), .. CellStackTrace.Frames(failure)]
        );
    }

    private static ErrorReport OfDiagnostics(string title, string code, ImmutableArray<CellDiagnostic> errors)
    {
        var lines = code.Split('\n');
        return new ErrorReport(
            "CompileError",
            errors[0].Message,
            [
                .. errors
                    .Take(MostDiagnostics)
                    .SelectMany(error =>
                        Excerpt(lines, error).Append(Coloured((error with { File = title }).ToString()))
                    ),
            ]
        );
    }

    /// <summary>The line of the error with its range marked below it.</summary>
    private static IEnumerable<string> Excerpt(string[] lines, CellDiagnostic error)
    {
        if (error.Line < 1 || error.Line > lines.Length)
            return [];
        var line = lines[error.Line - 1].TrimEnd('\r');
        var start = Math.Min(error.Column, line.Length);
        var end = error.EndLine == error.Line ? Math.Min(error.EndColumn, line.Length) : line.Length;
        var number = error.Line.ToString(CultureInfo.InvariantCulture);
        return
        [
            $"{number} | {line}",
            new string(' ', number.Length + 3 + start) + Coloured(new string('^', Math.Max(1, end - start))),
        ];
    }

    private static string Coloured(string text) => Red + text + Plain;
}
