namespace MlPhys.Scaling;

/// <summary>The exponent that one window of a curve would give.</summary>
/// <param name="From">First x of the window.</param>
/// <param name="To">Last x of the window.</param>
/// <param name="Exponent">Fitted exponent a of x^-a.</param>
/// <param name="RmsLogResidual">Root mean square of ln(law / measured) in the window.</param>
public sealed record PowerLawWindow(double From, double To, double Exponent, double RmsLogResidual);
