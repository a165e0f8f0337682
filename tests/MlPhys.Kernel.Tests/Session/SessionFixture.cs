using MlPhys.Kernel.Notebooks;
using MlPhys.Kernel.Session;

namespace MlPhys.Kernel.Tests.Session;

/// <summary>An F# session shared by the tests of a class.</summary>
public sealed class SessionFixture : IDisposable
{
    internal CollectedOutputs Outputs { get; } = new();

    internal IFSharpSession Session { get; }

    public SessionFixture()
    {
        Outputs.BeginCell();
        Session = new FSharpSession(AppContext.BaseDirectory, Outputs);
    }

    internal CellResult Run(string code, CancellationToken cancellation = default) =>
        Session.Evaluate(code, "/cell", 1, cancellation);

    public void Dispose() => Session.Dispose();
}
