using System.Text;

namespace MlPhys.Kernel.Protocol;

/// <summary>Gathers what code writes, so that a thousand lines make a few messages and not a thousand.</summary>
/// <remarks>Text goes out after a twentieth of a second, when it is long, when the stream changes, and when asked.</remarks>
internal sealed class StreamBuffer : IDisposable
{
    private const int Delay = 50;
    private const int Longest = 1 << 16;

    private readonly Action<string, string> send;
    private readonly Lock gate = new();
    private readonly StringBuilder text = new();
    private readonly Timer timer;
    private string stream = "";

    public StreamBuffer(Action<string, string> send)
    {
        this.send = send;
        timer = new Timer(_ => Flush());
    }

    public void Write(string name, string written)
    {
        lock (gate)
        {
            if (name != stream)
                Flush();
            stream = name;
            if (text.Length == 0)
                timer.Change(Delay, Timeout.Infinite);
            text.Append(written);
            if (text.Length >= Longest)
                Flush();
        }
    }

    public void Flush()
    {
        lock (gate)
        {
            if (text.Length > 0)
                send(stream, text.ToString());
            text.Clear();
        }
    }

    public void Dispose() => timer.Dispose();
}
