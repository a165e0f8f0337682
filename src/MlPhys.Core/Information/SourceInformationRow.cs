namespace MlPhys.Information;

/// <summary>What a set of sources says about the target, in bits.</summary>
/// <param name="Sources">The set, such as {FC}.</param>
/// <param name="Information">Mutual information I(Y ; X_S), which the atoms below the set sum to.</param>
public sealed record SourceInformationRow(string Sources, double Information);
