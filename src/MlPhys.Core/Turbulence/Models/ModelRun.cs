using MlPhys.Turbulence.Gradients;

namespace MlPhys.Turbulence.Models;

/// <summary>Trajectories of a model.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Gradients">The trajectories, in units of the Kolmogorov time; every statistic of measured gradients applies.</param>
/// <param name="Resets">How often a trajectory left the allowed range and was started anew.</param>
/// <param name="Step">Step of the integration, in Kolmogorov times.</param>
public sealed record ModelRun(string Model, VelocityGradients Gradients, int Resets, double Step);
