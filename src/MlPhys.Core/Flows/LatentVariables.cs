namespace MlPhys.Flows;

/// <summary>Data in the coordinates in which its density is simple.</summary>
/// <param name="Values">Latent variables, [sample, variable].</param>
/// <param name="LogDeterminant">Logarithm of |det dz/dx| at each sample.</param>
public sealed record LatentVariables(double[,] Values, double[] LogDeterminant);
