using Markdig;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace MlPhys.Kernel.Notebooks;

/// <summary>The Markdown of a notebook.</summary>
internal static class Prose
{
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables()
        .UseEmphasisExtras()
        .UseAutoLinks()
        .UseAutoIdentifiers()
        .Build();

    public static string ToHtml(string markdown) => Markdown.ToHtml(markdown, Pipeline);

    /// <summary>Text of the first heading; the name of the notebook where it has none.</summary>
    public static string Title(ExecutedNotebook notebook) =>
        Blocks<HeadingBlock>(notebook).Select(Text).FirstOrDefault(notebook.Name);

    /// <summary>Text of the first paragraph; empty where there is none.</summary>
    public static string Summary(ExecutedNotebook notebook) =>
        Blocks<ParagraphBlock>(notebook).Select(Text).FirstOrDefault("");

    private static IEnumerable<T> Blocks<T>(ExecutedNotebook notebook)
        where T : LeafBlock =>
        notebook
            .Cells.Where(cell => cell.Cell.Kind == CellKind.Markdown)
            .SelectMany(cell => Markdown.Parse(cell.Cell.Source, Pipeline).Descendants<T>());

    private static string Text(LeafBlock block) =>
        string.Concat(
            block
                .Inline?.Descendants()
                .Select(inline =>
                    inline switch
                    {
                        LiteralInline literal => literal.Content.ToString(),
                        CodeInline code => code.Content,
                        LineBreakInline => " ",
                        _ => "",
                    }
                )
                ?? []
        );
}
