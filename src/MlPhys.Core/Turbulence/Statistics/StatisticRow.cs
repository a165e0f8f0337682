namespace MlPhys.Turbulence.Statistics;

/// <summary>A statistic of velocity gradients with its error.</summary>
/// <param name="Name">Short name.</param>
/// <param name="Value">Value.</param>
/// <param name="StandardError">Standard error by the bootstrap over blocks.</param>
/// <param name="Gaussian">Value of an isotropic Gaussian gradient; NaN: not defined.</param>
/// <param name="Definition">What it is.</param>
public sealed record StatisticRow(string Name, double Value, double StandardError, double Gaussian, string Definition);
