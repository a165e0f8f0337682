using MlPhys.Display;

namespace MlPhys.Kernel.Session;

/// <summary>Takes what a running cell shows, in order.</summary>
internal interface ICellOutputs
{
    /// <summary>Takes text written to a stream: stdout or stderr.</summary>
    void Write(string stream, string text);

    /// <summary>Takes content shown by the code; its id lets a later update replace it.</summary>
    void Display(DisplayBundle content, string id);

    /// <summary>Replaces the content shown under the id.</summary>
    void Update(DisplayBundle content, string id);

    /// <summary>Removes the outputs of the cell so far; with wait, only when the next one arrives.</summary>
    void Clear(bool wait);
}
