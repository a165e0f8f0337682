using MlPhys.Display;
using MlPhys.Kernel.Session;

namespace MlPhys.Kernel.Tests.Requests;

/// <summary>A session whose value is the code itself.</summary>
internal sealed class FakeSession : IFSharpSession
{
    public IReadOnlyList<BoundName> BoundNames => [];

    /// <summary>Set when names were asked for.</summary>
    public ManualResetEventSlim Asked { get; } = new();

    public CellResult Evaluate(string code, string file, int firstLine, CancellationToken cancellation) =>
        new(new CellValue(code, typeof(string)), null, []);

    public string Format(CellValue value) => (string)value.Value!;

    public DisplayBundle Display(CellValue value) => DisplayBundle.OfText(Format(value));

    public CodeCompletion Complete(string code, int position)
    {
        Asked.Set();
        return new(position, []);
    }

    public string? Describe(string code, int position) => null;

    public Completeness Judge(string code) => Completeness.Complete;

    public void Dispose() => Asked.Dispose();
}
