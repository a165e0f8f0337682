using MlPhys.Display;
using MlPhys.Kernel.Session;

namespace MlPhys.Kernel.Magics;

internal sealed class WhosMagic : IMagic
{
    private const int LongestValue = 60;

    public string Name => "whos";

    public string Summary => "names bound in this session, with types and values";

    public string Run(MagicContext context, string argument, string rest)
    {
        context.Show(Table.Of(context.Session.BoundNames.Select(bound => Line(context.Session, bound))).ToDisplay());
        return rest;
    }

    private static NamedValue Line(IFSharpSession session, BoundName bound)
    {
        var value = string.Join(
            ' ',
            session.Format(bound.Value).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        );
        return new NamedValue(
            bound.Name,
            bound.Value.Type.Name,
            value.Length <= LongestValue ? value : value[..LongestValue] + "..."
        );
    }

    private sealed record NamedValue(string Name, string Type, string Value);
}
