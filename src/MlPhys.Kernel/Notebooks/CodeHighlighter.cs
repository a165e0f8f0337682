using System.Net;
using System.Text;
using FSharp.Compiler.Tokenization;
using Microsoft.FSharp.Collections;

namespace MlPhys.Kernel.Notebooks;

/// <summary>F# source as HTML with one span a token of interest, coloured by the compiler's own tokenizer.</summary>
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
            while (true)
            {
                var (token, next) = tokens.ScanToken(state);
                state = next;
                if (token is null)
                    break;
                Append(html, line[at..(token.Value.RightColumn + 1)], Class(token.Value.ColorClass));
                at = token.Value.RightColumn + 1;
            }
            Append(html, line[at..], null);
            html.Append('\n');
        }
        html.Length--;
        return html.ToString();
    }

    private static void Append(StringBuilder html, string text, string? cssClass)
    {
        var encoded = WebUtility.HtmlEncode(text);
        html.Append(cssClass is null ? encoded : $"<span class=\"{cssClass}\">{encoded}</span>");
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
