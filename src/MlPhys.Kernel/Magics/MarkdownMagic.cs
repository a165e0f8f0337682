using MlPhys.Display;
using MlPhys.Kernel.Notebooks;

namespace MlPhys.Kernel.Magics;

internal sealed class MarkdownMagic : IMagic
{
    public string Name => "markdown";

    public string Summary => "show the rest of the cell as Markdown";

    public string Run(MagicContext context, string argument, string rest)
    {
        context.Show(DisplayBundle.OfText(rest).With("text/markdown", rest).With(MimeType.Html, Prose.ToHtml(rest)));
        return "";
    }
}
