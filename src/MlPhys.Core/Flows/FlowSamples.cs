namespace MlPhys.Flows;

/// <summary>Samples of a flow.</summary>
/// <param name="Samples">The samples, [sample, variable].</param>
/// <param name="LogDensity">Logarithm of the density of each, in nats.</param>
public sealed record FlowSamples(double[,] Samples, double[] LogDensity);
