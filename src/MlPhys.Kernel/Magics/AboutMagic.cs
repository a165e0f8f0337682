using MlPhys.Display;
using MlPhys.Kernel.Requests;

namespace MlPhys.Kernel.Magics;

internal sealed class AboutMagic : IMagic
{
    public string Name => "about";

    public string Summary => "versions of the kernel, the compiler and the runtime";

    public string Run(MagicContext context, string argument, string rest)
    {
        context.Show(DisplayBundle.OfText(About.Text));
        return rest;
    }
}
