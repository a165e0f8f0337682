using MlPhys.Display;

namespace MlPhys.Kernel.Notebooks;

/// <summary>One thing that a cell left on the page.</summary>
internal abstract record CellOutput;

/// <summary>Text written to stdout or stderr.</summary>
internal sealed record StreamOutput(string Stream, string Text) : CellOutput;

/// <summary>Content shown by <c>display</c>.</summary>
internal sealed record DisplayOutput(DisplayBundle Content, string Id) : CellOutput;

/// <summary>The value of the cell's last expression.</summary>
internal sealed record ResultOutput(DisplayBundle Content) : CellOutput;
