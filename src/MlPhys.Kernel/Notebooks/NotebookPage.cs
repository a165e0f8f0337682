using System.Net;
using System.Text;
using MlPhys.Display;

namespace MlPhys.Kernel.Notebooks;

/// <summary>A notebook as one HTML page that needs no other file and no network.</summary>
internal static class NotebookPage
{
    public static string Write(ExecutedNotebook notebook)
    {
        var body = new StringBuilder();
        var figures = 0;
        foreach (var cell in notebook.Cells)
            body.Append(cell.Cell.Kind == CellKind.Markdown ? Text(cell.Cell) : Code(cell, ref figures));
        return HtmlDocument.Write(Prose.Title(notebook), $"<main class=\"notebook\">\n{body}</main>\n");
    }

    private static string Text(Cell cell) => $"<section class=\"text\">\n{Prose.ToHtml(cell.Source)}</section>\n";

    private static string Code(ExecutedCell cell, ref int figures)
    {
        var html = new StringBuilder("<section class=\"code\">\n");
        html.Append("<pre class=\"source\"><code>").Append(CodeHighlighter.ToHtml(cell.Cell.Source));
        html.Append("</code></pre>\n");
        foreach (var output in cell.Outputs)
            html.Append(
                output switch
                {
                    StreamOutput stream => Pre(stream.Stream, stream.Text),
                    DisplayOutput shown => Content(shown.Content, ref figures),
                    ResultOutput result => Content(result.Content, ref figures),
                    _ => "",
                }
            );
        return html.Append("</section>\n").ToString();
    }

    private static string Content(DisplayBundle bundle, ref int figures)
    {
        var forms = bundle.Content;
        if (forms.TryGetValue(MimeType.Svg, out var svg))
            return $"<figure class=\"{InlineSvg.FrameOf(svg)}\">{InlineSvg.Of(svg, $"f{++figures}-")}</figure>\n";
        if (forms.TryGetValue(MimeType.Html, out var markup))
            return $"<div class=\"html\">{markup}</div>\n";
        if (forms.TryGetValue("image/png", out var png))
            return $"<figure class=\"frame paper\"><img alt=\"\" src=\"data:image/png;base64,{png}\"></figure>\n";
        return Pre("value", forms.TryGetValue(MimeType.Text, out var text) ? text : "");
    }

    private static string Pre(string cssClass, string text) =>
        $"<pre class=\"{cssClass}\">{WebUtility.HtmlEncode(text.TrimEnd('\n'))}</pre>\n";
}
