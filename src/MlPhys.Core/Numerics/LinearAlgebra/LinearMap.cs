namespace MlPhys.Numerics.LinearAlgebra;

/// <summary>A linear map known by its action: result = A x.</summary>
/// <param name="x">Vector.</param>
/// <param name="result">Filled with A x.</param>
public delegate void LinearMap(ReadOnlySpan<double> x, Span<double> result);
