using MlPhys.Display;

namespace MlPhys.Kernel.Magics;

internal sealed class WhoMagic : IMagic
{
    public string Name => "who";

    public string Summary => "names bound in this session";

    public string Run(MagicContext context, string argument, string rest)
    {
        context.Show(DisplayBundle.OfText(string.Join(", ", context.Session.BoundNames.Select(bound => bound.Name))));
        return rest;
    }
}
