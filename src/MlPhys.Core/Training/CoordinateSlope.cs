namespace MlPhys.Training;

/// <summary>How one layer's change scales with width.</summary>
/// <param name="Layer">Layer with weights, from 0; the last is the output.</param>
/// <param name="Slope">Slope of ln(rms change) against ln(width).</param>
/// <param name="Theory">What the parametrisation promises.</param>
/// <param name="IsMet">Whether they agree to <see cref="CoordinateReport.Tolerance"/>.</param>
public sealed record CoordinateSlope(int Layer, double Slope, double Theory, bool IsMet);
