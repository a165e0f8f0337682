using System.Text;

namespace MlPhys.Kernel.Session;

/// <summary>While it lives, what code writes to the console goes to the outputs of the cell.</summary>
internal sealed class CapturedConsole : IDisposable
{
    private readonly TextWriter stdout = Console.Out;
    private readonly TextWriter stderr = Console.Error;
    private readonly TextReader stdin = Console.In;

    public CapturedConsole(ICellOutputs outputs)
    {
        Console.SetIn(new NoInput());
        Console.SetOut(TextWriter.Synchronized(new OutputWriter(outputs, "stdout")));
        Console.SetError(TextWriter.Synchronized(new OutputWriter(outputs, "stderr")));
    }

    public void Dispose()
    {
        Console.SetIn(stdin);
        Console.SetOut(stdout);
        Console.SetError(stderr);
    }

    private sealed class OutputWriter(ICellOutputs outputs, string stream) : TextWriter
    {
        public override Encoding Encoding => Encoding.UTF8;

        public override void Write(char value) => outputs.Write(stream, value.ToString());

        public override void Write(string? value)
        {
            if (!string.IsNullOrEmpty(value))
                outputs.Write(stream, value);
        }

        public override void Write(char[] buffer, int index, int count) =>
            outputs.Write(stream, new string(buffer, index, count));

        public override void WriteLine(string? value) => outputs.Write(stream, value + "\n");
    }
}
