namespace MlPhys.Runs;

/// <summary>A checkpoint read from disk.</summary>
/// <param name="State">The state.</param>
/// <param name="Path">The file it was read from.</param>
/// <param name="Refused">Why a newer file was not taken; empty when the newest one is good.</param>
public sealed record LoadedCheckpoint(Checkpoint State, string Path, IReadOnlyList<string> Refused);
