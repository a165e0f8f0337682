using MlPhys.Display;

namespace MlPhys.Kernel.Magics;

internal sealed class ListMagic(MagicList magics) : IMagic
{
    public string Name => "lsmagic";

    public string Summary => "this list";

    public string Run(MagicContext context, string argument, string rest)
    {
        context.Show(DisplayBundle.OfText(string.Join('\n', magics.All.Select(m => $"#!{m.Name, -10} {m.Summary}"))));
        return rest;
    }
}
