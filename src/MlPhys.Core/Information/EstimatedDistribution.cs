namespace MlPhys.Information;

/// <summary>A distribution counted from samples, with what is known of its quality.</summary>
/// <param name="Distribution">Relative frequencies.</param>
/// <param name="Diagnostics">Occupied cells, samples per cell, fraction clamped, bias.</param>
public sealed record EstimatedDistribution(JointDistribution Distribution, BinDiagnostics Diagnostics);
