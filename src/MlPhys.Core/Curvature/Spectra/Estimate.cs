namespace MlPhys.Curvature.Spectra;

/// <summary>A stochastic estimate.</summary>
/// <param name="Value">The estimate.</param>
/// <param name="StandardError">Its standard error.</param>
/// <param name="Products">Products with the operator that it took.</param>
public sealed record Estimate(double Value, double StandardError, int Products);

/// <summary>A stochastic estimate of a vector.</summary>
/// <param name="Values">The estimates.</param>
/// <param name="StandardErrors">Their standard errors.</param>
/// <param name="Products">Products with the operator that they took.</param>
public sealed record VectorEstimate(double[] Values, double[] StandardErrors, int Products);
