namespace MlPhys.Turbulence.Models;

/// <summary>A fitted model and how it got there.</summary>
/// <param name="Model">The model.</param>
/// <param name="ExplainedRate">Share of the variance of held-out dA/dt that the gauge explains before tuning.</param>
/// <param name="History">Every Gauss-Newton step that was taken.</param>
public sealed record FittedModel(FlowModel Model, double ExplainedRate, IReadOnlyList<TuningStep> History);

/// <summary>One step of tuning on trajectories.</summary>
/// <param name="Step">Counted from 0, the start.</param>
/// <param name="Misfit">Root mean square misfit of the targets.</param>
/// <param name="StrainTime">Correlation time of the strain, in Kolmogorov times.</param>
/// <param name="RotationTime">Correlation time of the rotation, in Kolmogorov times.</param>
public sealed record TuningStep(int Step, double Misfit, double StrainTime, double RotationTime);
