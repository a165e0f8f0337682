using MlPhys.Display;

namespace MlPhys.Kernel.Session;

/// <summary>Takes what a running cell shows, in order; called from any thread.</summary>
internal interface ICellOutputs : IDisplayHost
{
    /// <summary>Takes text written to a stream: stdout or stderr.</summary>
    void Write(string stream, string text);

    /// <summary>Removes the outputs of the cell so far; with wait, only when the next one arrives.</summary>
    void Clear(bool wait);
}
