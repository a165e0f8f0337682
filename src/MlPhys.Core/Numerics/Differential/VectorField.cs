namespace MlPhys.Numerics.Differential;

/// <summary>The right-hand side of dy/dt = f(t, y), written into a span so that a step allocates nothing.</summary>
/// <param name="t">Time.</param>
/// <param name="y">State.</param>
/// <param name="derivative">Filled with f(t, y), as long as the state.</param>
public delegate void VectorField(double t, ReadOnlySpan<double> y, Span<double> derivative);
