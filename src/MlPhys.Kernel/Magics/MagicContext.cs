using MlPhys.Display;
using MlPhys.Kernel.Session;

namespace MlPhys.Kernel.Magics;

/// <summary>What a magic may use.</summary>
internal sealed class MagicContext(IFSharpSession session, Action<DisplayBundle> show, CancellationToken cancellation)
{
    private readonly List<Action> after = [];

    public IFSharpSession Session => session;

    public CancellationToken Cancellation => cancellation;

    /// <summary>Shows content under the cell.</summary>
    public void Show(DisplayBundle content) => show(content);

    /// <summary>Has the action done when the code of the cell has run, whether it failed or not.</summary>
    public void AfterCell(Action action) => after.Add(action);

    public void EndCell() => after.ForEach(action => action());
}
