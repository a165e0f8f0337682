namespace MlPhys.Numerics.Differential;

/// <summary>The diffusion of dX = a(t, X) dt + sum over j of b_j(t, X) dW_j, for n components and m independent Wiener processes.</summary>
/// <param name="t">Time.</param>
/// <param name="x">State, length n.</param>
/// <param name="columns">Filled with b_1, ..., b_m one after the other: entry j * n + i is how W_j drives component i.</param>
public delegate void NoiseMatrix(double t, ReadOnlySpan<double> x, Span<double> columns);
