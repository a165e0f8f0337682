namespace MlPhys.Kernel.Session;

/// <summary>Standard input of a notebook: there is none, and asking for it says so instead of waiting for ever.</summary>
internal sealed class NoInput : TextReader
{
    public override int Peek() => throw Refusal();

    public override int Read() => throw Refusal();

    public override string ReadLine() => throw Refusal();

    private static InvalidOperationException Refusal() =>
        new("a notebook has no keyboard input; write the value into the cell");
}
