using MlPhys.Display;

namespace MlPhys.Kernel.Magics;

internal sealed class HtmlMagic : IMagic
{
    public string Name => "html";

    public string Summary => "show the rest of the cell as HTML";

    public string Run(MagicContext context, string argument, string rest)
    {
        context.Show(DisplayBundle.OfText(rest).With(MimeType.Html, rest));
        return "";
    }
}
