namespace MlPhys.SparseIdentification.Libraries;

/// <summary>An inner parameter of a parametric term, fitted together with the coefficients.</summary>
/// <param name="Name">Name in equations, such as K.</param>
/// <param name="Lower">Lower bound; null: 30 times below what the variables it compares with reach.</param>
/// <param name="Upper">Upper bound; null: 30 times above.</param>
/// <remarks>A parameter with a positive lower bound is searched on a logarithmic scale, any other linearly.</remarks>
public sealed record FreeParameter(string Name, double? Lower = null, double? Upper = null);
