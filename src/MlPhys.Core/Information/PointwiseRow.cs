namespace MlPhys.Information;

/// <summary>One atom at one realisation, in bits.</summary>
/// <param name="Sources">Symbols of the sources.</param>
/// <param name="Target">Symbol of the target.</param>
/// <param name="Probability">Probability of the realisation.</param>
/// <param name="Atom">Name of the atom.</param>
/// <param name="Value">Pointwise atom.</param>
/// <param name="Informative">Its informative part.</param>
/// <param name="Misinformative">Its misinformative part.</param>
public sealed record PointwiseRow(
    int[] Sources,
    int Target,
    double Probability,
    string Atom,
    double Value,
    double Informative,
    double Misinformative
);
