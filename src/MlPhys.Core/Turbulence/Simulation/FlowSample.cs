using MlPhys.Display;

namespace MlPhys.Turbulence.Simulation;

/// <summary>The state of a simulated flow at one time; lengths in units where the box has side 2π.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Time">Time.</param>
/// <param name="TimeStep">Length of the last step.</param>
/// <param name="Courant">Courant number max(|u| + |v| + |w|) dt/dx of the last step.</param>
/// <param name="Energy">½⟨u²⟩.</param>
/// <param name="Dissipation">ε = 2ν Σ k² E(k).</param>
/// <param name="Injection">Power of the forcing since the sample before.</param>
/// <param name="BudgetResidual">Energy unaccounted for since the sample before (change - work + dissipation) over the energy dissipated.</param>
/// <param name="ReynoldsLambda">u' λ/ν with λ² = 15 ν u'²/ε.</param>
/// <param name="KolmogorovTime">τ_η = (ν/ε)^(1/2).</param>
/// <param name="KolmogorovLength">η = (ν³/ε)^(1/4).</param>
/// <param name="Resolution">Largest wave number times η; about 1.5 resolves gradients well.</param>
/// <param name="IntegralScale">L = π/(2u'²) Σ E(k)/k.</param>
/// <param name="TurnoverTime">T_L = L/u'.</param>
/// <param name="Skewness">Of ∂u_i/∂x_i, mean over the three axes.</param>
/// <param name="StrainSkewness">The same averaged over all directions: (8/105)⟨Tr S³⟩/((2/15)⟨Tr S²⟩)^(3/2).</param>
/// <param name="StrainFlatness">Flatness averaged over all directions: (15/7)⟨(Tr S²)²⟩/⟨Tr S²⟩².</param>
/// <param name="Divergence">⟨(Tr A)²⟩^(1/2)/⟨A:A⟩^(1/2): round-off.</param>
/// <param name="GradientMismatch">ν⟨A:A⟩/ε - 1: round-off, grows where the field is not real.</param>
/// <param name="BetchovSecond">⟨Tr A²⟩/⟨A:A⟩: round-off.</param>
/// <param name="BetchovThird">⟨Tr A³⟩/⟨A:A⟩^(3/2): round-off.</param>
public sealed record FlowSample(
    long Step,
    [property: Unit("time")] double Time,
    [property: Unit("time")] double TimeStep,
    double Courant,
    [property: Unit("length²/time²")] double Energy,
    [property: Unit("length²/time³")] double Dissipation,
    [property: Unit("length²/time³")] double Injection,
    double BudgetResidual,
    double ReynoldsLambda,
    [property: Unit("time")] double KolmogorovTime,
    [property: Unit("length")] double KolmogorovLength,
    double Resolution,
    [property: Unit("length")] double IntegralScale,
    [property: Unit("time")] double TurnoverTime,
    double Skewness,
    double StrainSkewness,
    double StrainFlatness,
    double Divergence,
    double GradientMismatch,
    double BetchovSecond,
    double BetchovThird
)
{
    /// <summary>ε L/u'³, near 0.5 at high Reynolds number.</summary>
    public double DissipationConstant => Dissipation * IntegralScale / Math.Pow(2 * Energy / 3, 1.5);
}
