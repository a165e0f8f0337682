using System.Text;

namespace MlPhys.Display.Tables;

/// <summary>The HTML preview of a table; colours are the host's own.</summary>
internal static class TableHtml
{
    private const string Style =
        "border-collapse:collapse;font-variant-numeric:tabular-nums;border-top:1.5px solid;border-bottom:1.5px solid";
    private const string HeadCell = "padding:.2em .8em;border-bottom:1px solid;text-align:";
    private const string BodyCell = "padding:.15em .8em;text-align:";

    public static string Write(Table table)
    {
        var preview = Preview.Of(table);
        var cells = table.Columns.Select(preview.Cells).ToArray();
        var align = table.Columns.Select(c => c.IsNumeric ? "right" : "left").ToArray();
        var html = new StringBuilder("<div class=\"mlphys-table\" style=\"overflow-x:auto\">");
        html.Append("<table style=\"").Append(Style).Append("\">");
        if (table.Title.Length > 0)
            html.Append("<caption style=\"text-align:left;font-weight:bold;padding:.2em 0\">")
                .Append(Markup.Encode(table.Title))
                .Append("</caption>");
        html.Append("<thead><tr>");
        for (var c = 0; c < cells.Length; c++)
            AppendCell(html, "th", HeadCell + align[c], table.Columns[c].Header);
        html.Append("</tr></thead><tbody>");
        for (var r = 0; r < preview.Rows.Count; r++)
        {
            if (preview.IsCut && r == preview.Head)
                AppendRow(html, cells.Length, _ => "⋮", align);
            var row = r;
            AppendRow(html, cells.Length, c => cells[c][row], align);
        }
        return html.Append("</tbody></table><p style=\"margin:.3em 0;opacity:.7;font-size:90%\">")
            .Append(preview.Shape)
            .Append("</p></div>")
            .ToString();
    }

    private static void AppendRow(StringBuilder html, int columns, Func<int, string> text, string[] align)
    {
        html.Append("<tr>");
        for (var c = 0; c < columns; c++)
            AppendCell(html, "td", BodyCell + align[c], text(c));
        html.Append("</tr>");
    }

    private static void AppendCell(StringBuilder html, string tag, string style, string text) =>
        html.Append($"<{tag} style=\"{style}\">").Append(Markup.Encode(text)).Append($"</{tag}>");
}
