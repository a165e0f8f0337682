using MlPhys.Display;

namespace MlPhys.Turbulence.Gradients;

/// <summary>What a set of velocity gradients must know of its flow.</summary>
/// <param name="Viscosity">Kinematic viscosity ν, length²/time; NaN: not known.</param>
/// <param name="KolmogorovTime">τ_η = ⟨A:A⟩^(-1/2) of the whole flow, in units of time.</param>
/// <param name="ReynoldsLambda">Reynolds number of the Taylor scale; NaN: not known.</param>
/// <param name="LengthUnit">Unit of length.</param>
/// <param name="TimeUnit">Unit of time: gradients are in its inverse.</param>
public sealed record FlowScales(
    double Viscosity,
    [property: Unit("time")] double KolmogorovTime,
    double ReynoldsLambda = double.NaN,
    string LengthUnit = "1",
    string TimeUnit = "1"
)
{
    /// <summary>Mean dissipation ε = ν/τ_η², length²/time³.</summary>
    public double Dissipation => Viscosity / (KolmogorovTime * KolmogorovTime);

    /// <summary>Kolmogorov length (ν τ_η)^(1/2).</summary>
    public double KolmogorovLength => Math.Sqrt(Viscosity * KolmogorovTime);

    /// <exception cref="ArgumentException">A number that cannot be.</exception>
    internal FlowScales Checked()
    {
        if (!(KolmogorovTime > 0 && double.IsFinite(KolmogorovTime)))
            throw new ArgumentException(
                $"the Kolmogorov time is {KolmogorovTime}, expected a positive one",
                nameof(KolmogorovTime)
            );
        if (Viscosity <= 0 || double.IsInfinity(Viscosity))
            throw new ArgumentException($"the viscosity is {Viscosity}, expected a positive one", nameof(Viscosity));
        if (ReynoldsLambda <= 0 || double.IsInfinity(ReynoldsLambda))
            throw new ArgumentException(
                $"the Reynolds number is {ReynoldsLambda}, expected a positive one",
                nameof(ReynoldsLambda)
            );
        return this;
    }
}
