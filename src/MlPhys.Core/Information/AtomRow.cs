namespace MlPhys.Information;

/// <summary>One atom of information, in bits.</summary>
/// <param name="Atom">Name, such as {F}{C}.</param>
/// <param name="Value">The atom.</param>
/// <param name="Informative">Its informative part; NaN where the measure has no parts.</param>
/// <param name="Misinformative">Its misinformative part, to be subtracted; NaN where the measure has no parts.</param>
/// <param name="Redundancy">The cumulative redundancy: the sum of all atoms at and below this one.</param>
public sealed record AtomRow(string Atom, double Value, double Informative, double Misinformative, double Redundancy);
