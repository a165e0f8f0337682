namespace MlPhys.Numerics.Optimisation;

/// <summary>Where a minimisation ended.</summary>
/// <param name="X">The best point.</param>
/// <param name="Value">The value there.</param>
/// <param name="HasConverged">Whether the gradient fell below the tolerance.</param>
/// <param name="Iterations">Steps taken.</param>
public sealed record Minimum(double[] X, double Value, bool HasConverged, int Iterations);
