using System.Collections.Immutable;

namespace MlPhys.Kernel.Notebooks;

/// <summary>A notebook written as an F# script.</summary>
/// <remarks>
/// A comment that opens with <c>(**</c> and white space at the very left of a line is a Markdown cell; it ends with the
/// first line that closes with <c>*)</c>. Everything between two such comments is one code cell, so an empty
/// comment <c>(** *)</c> parts two code cells without a word. All other lines are F# as it stands.
/// </remarks>
internal sealed record LiterateScript(string Path, ImmutableArray<Cell> Cells)
{
    private const string Open = "(**";
    private const string Close = "*)";

    /// <summary>Reads a script.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="FormatException">The script is empty, or a Markdown comment is not closed.</exception>
    public static LiterateScript Read(string path)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"notebook '{path}' does not exist", path);
        return Parse(path, File.ReadAllText(path));
    }

    /// <summary>Splits the text of a script into cells.</summary>
    public static LiterateScript Parse(string path, string text)
    {
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        var cells = ImmutableArray.CreateBuilder<Cell>();
        var codeStart = 0;
        for (var at = 0; at < lines.Length; at++)
        {
            if (!OpensMarkdown(lines[at]))
                continue;
            AddCell(cells, CellKind.Code, lines[codeStart..at], codeStart);
            var end = Array.FindIndex(lines, at, line => line.TrimEnd().EndsWith(Close, StringComparison.Ordinal));
            if (end < 0)
                throw new FormatException($"{path}({at + 1},1): the Markdown comment '(**' is never closed by '*)'");
            AddCell(cells, CellKind.Markdown, WithoutMarks(lines[at..(end + 1)]), at);
            at = end;
            codeStart = end + 1;
        }
        AddCell(cells, CellKind.Code, lines[codeStart..], codeStart);
        return cells.Count > 0
            ? new LiterateScript(path, cells.ToImmutable())
            : throw new FormatException($"{path}: the notebook is empty; expected F# code or (** Markdown *)");
    }

    private static bool OpensMarkdown(string line) =>
        line.StartsWith(Open, StringComparison.Ordinal) && (line.Length == 3 || char.IsWhiteSpace(line[3]));

    private static string[] WithoutMarks(string[] lines)
    {
        lines[0] = lines[0][Open.Length..].TrimStart();
        lines[^1] = lines[^1].TrimEnd()[..^Close.Length].TrimEnd();
        return lines;
    }

    private static void AddCell(ImmutableArray<Cell>.Builder cells, CellKind kind, string[] lines, int start)
    {
        var first = Array.FindIndex(lines, line => !string.IsNullOrWhiteSpace(line));
        if (first < 0)
            return;
        var last = Array.FindLastIndex(lines, line => !string.IsNullOrWhiteSpace(line));
        var source = string.Join('\n', lines[first..(last + 1)].Select(line => line.TrimEnd()));
        cells.Add(new Cell(kind, source, start + first + 1));
    }
}
