namespace MlPhys.Information;

/// <summary>One joint outcome of a discrete distribution.</summary>
/// <param name="Sources">Symbols of the sources, in source order.</param>
/// <param name="Target">Symbol of the target.</param>
/// <param name="Probability">Its probability.</param>
public sealed record Realisation(int[] Sources, int Target, double Probability);
