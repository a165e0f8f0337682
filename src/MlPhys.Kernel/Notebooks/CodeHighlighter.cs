using System.Net;
using System.Text;
using FSharp.Compiler.Tokenization;
using Microsoft.FSharp.Collections;

namespace MlPhys.Kernel.Notebooks;

/// <summary>F# source as HTML with one span a run of tokens of one colour, coloured by the compiler's own tokenizer.</summary>
internal static class CodeHighlighter
{
    public static string ToHtml(string source)
    {
        var tokenizer = new FSharpSourceTokenizer(FSharpList<string>.Empty, null, null, null);
        var state = FSharpTokenizerLexState.Initial;
        var html = new StringBuilder();
        foreach (var line in source.Split('\n'))
        {
            var tokens = tokenizer.CreateLineTokenizer(line);
            var at = 0;
            string? open = null;
            while (true)
            {
                var (token, next) = tokens.ScanToken(state);
                state = next;
                if (token is null)
                    break;
                Append(html, line[at..(token.Value.RightColumn + 1)], Class(token.Value.ColorClass), ref open);
                at = token.Value.RightColumn + 1;
            }
            Append(html, line[at..], null, ref open);
            html.Append('\n');
        }
        html.Length--;
        return html.ToString();
    }

    private static void Append(StringBuilder html, string text, string? cssClass, ref string? open)
    {
        if (cssClass != open)
            html.Append(open is null ? "" : "</span>").Append(cssClass is null ? "" : $"<span class=\"{cssClass}\">");
        html.Append(WebUtility.HtmlEncode(text));
        open = cssClass;
    }

    private static string? Class(FSharpTokenColorKind kind) =>
        kind switch
        {
            FSharpTokenColorKind.Keyword or FSharpTokenColorKind.PreprocessorKeyword => "k",
            FSharpTokenColorKind.Comment or FSharpTokenColorKind.InactiveCode => "c",
            FSharpTokenColorKind.String => "s",
            FSharpTokenColorKind.Number => "n",
            _ => null,
        };
}
