using FSharp.Compiler.EditorServices;
using FSharp.Compiler.Tokenization;
using Microsoft.FSharp.Collections;
using static FSharp.Compiler.Interactive.Shell;

namespace MlPhys.Kernel.Session;

/// <summary>What an editor asks of a session: completions, descriptions, and whether code is whole.</summary>
internal sealed class CodeService(FsiEvaluationSession session)
{
    /// <summary>Diagnostics of code that only needs more text: open brackets, strings, comments and definitions.</summary>
    private static readonly int[] Unfinished = [58, 514, 515, 516, 517, 518, 583, 3117, 3118, 3156, 3524];

    public CodeCompletion Complete(string code, int position)
    {
        var place = Place.Of(code, position);
        var name = QuickParse.GetPartialLongNameEx(place.LineText, place.Column - 1);
        var (parsed, check, _) = session.ParseAndCheckInteraction(code, null);
        var found = check.GetDeclarationListInfo(parsed, place.Line, place.LineText, name, null, null, null);
        return new CodeCompletion(
            position - name.PartialIdent.Length,
            [
                .. found
                    .Items.Where(item =>
                        item.NameInList.StartsWith(name.PartialIdent, StringComparison.OrdinalIgnoreCase)
                    )
                    .Select(item => new CompletionItem(item.NameInCode, Kind(item.Glyph)))
                    .Distinct()
                    .OrderBy(item => item.Name, StringComparer.OrdinalIgnoreCase),
            ]
        );
    }

    public string? Describe(string code, int position)
    {
        var place = Place.Of(code, position);
        if (
            QuickParse.GetCompleteIdentifierIsland(false, place.LineText, place.Column)
            is not { Value: var (name, end, _) }
        )
            return null;
        var (_, check, _) = session.ParseAndCheckInteraction(code, null);
        var names = ListModule.OfSeq(name.Split('.').Select(part => part.Trim('`')));
        var tip = check.GetToolTip(place.Line, end, place.LineText, names, FSharpTokenTag.Identifier, null);
        var texts = tip.Item.OfType<ToolTipElement.Group>().SelectMany(group => group.elements).Select(Text).ToArray();
        return texts.Length == 0 ? null : string.Join("\n\n", texts);
    }

    public Completeness Judge(string code)
    {
        var text = code.TrimEnd();
        if (text.Length == 0 || text.EndsWith(";;", StringComparison.Ordinal))
            return Completeness.Complete;
        var (parsed, _, _) = session.ParseAndCheckInteraction(code, null);
        var errors = parsed.Diagnostics.Where(d => d.Severity.IsError).ToArray();
        if (
            errors.Any(d =>
                Unfinished.Contains(d.ErrorNumber) || d.Message.StartsWith("Incomplete", StringComparison.Ordinal)
            )
        )
            return Completeness.Incomplete;
        if (errors.Length > 0)
            return Completeness.Invalid;
        return GoesOn(code) ? Completeness.Incomplete : Completeness.Complete;
    }

    /// <summary>An indented last line may get a successor; an empty line ends the block, as in other consoles.</summary>
    private static bool GoesOn(string code) =>
        code.Split('\n') is [_, .., [' ' or '\t', ..] last] && !string.IsNullOrWhiteSpace(last);

    private static string Text(ToolTipElementData element)
    {
        var signature = string.Concat(element.MainDescription.Select(part => part.Text));
        var summary = XmlDocumentation.Summary(element.XmlDoc);
        return summary.Length == 0 ? signature : signature + "\n\n" + summary;
    }

    private static string Kind(FSharpGlyph glyph) =>
        glyph.Tag switch
        {
            FSharpGlyph.Tags.Class or FSharpGlyph.Tags.Struct or FSharpGlyph.Tags.Type or FSharpGlyph.Tags.Typedef =>
                "class",
            FSharpGlyph.Tags.Interface => "interface",
            FSharpGlyph.Tags.Module or FSharpGlyph.Tags.NameSpace => "module",
            FSharpGlyph.Tags.Method or FSharpGlyph.Tags.OverridenMethod or FSharpGlyph.Tags.ExtensionMethod => "method",
            FSharpGlyph.Tags.Property => "property",
            FSharpGlyph.Tags.Field => "field",
            FSharpGlyph.Tags.Enum or FSharpGlyph.Tags.EnumMember or FSharpGlyph.Tags.Union => "enum",
            FSharpGlyph.Tags.Event => "event",
            _ => "value",
        };

    private sealed record Place(int Line, int Column, string LineText)
    {
        public static Place Of(string code, int position)
        {
            var before = code[..position];
            var start = before.LastIndexOf('\n') + 1;
            var end = code.IndexOf('\n', position);
            return new Place(
                before.Count(c => c == '\n') + 1,
                position - start,
                code[start..(end < 0 ? code.Length : end)].TrimEnd('\r')
            );
        }
    }
}
