using System.Text;

namespace MlPhys.Display.Tables;

/// <summary>The preview of a table as aligned text; control characters are shown as a blank.</summary>
internal static class TableText
{
    private const int WidestCell = 40;

    public static string Write(Table table)
    {
        var preview = Preview.Of(table);
        var lines = new StringBuilder[preview.Rows.Count + 1];
        for (var r = 0; r < lines.Length; r++)
            lines[r] = new StringBuilder();
        foreach (var column in table.Columns)
        {
            string[] cells = [Plain(column.Header), .. preview.Cells(column).Select(Plain)];
            var width = cells.Max(Width);
            for (var r = 0; r < lines.Length; r++)
            {
                var gap = new string(' ', width - Width(cells[r]));
                lines[r].Append(lines[r].Length > 0 || column != table.Columns[0] ? "  " : "");
                lines[r].Append(column.IsNumeric ? gap + cells[r] : cells[r] + gap);
            }
        }
        var text = lines.Select(l => l.ToString().TrimEnd()).ToList();
        if (preview.IsCut)
            text.Insert(preview.Head + 1, "...");
        string[] title = table.Title.Length > 0 ? [Plain(table.Title)] : [];
        return string.Join('\n', [.. title, .. text, $"({preview.Shape})"]);
    }

    private static int Width(string cell) => cell.EnumerateRunes().Count();

    private static string Plain(string cell)
    {
        var clean = string.Concat(cell.EnumerateRunes().Select(r => Rune.IsControl(r) ? " " : r.ToString()));
        return Width(clean) <= WidestCell ? clean : string.Concat(clean.EnumerateRunes().Take(WidestCell - 1)) + "…";
    }
}
