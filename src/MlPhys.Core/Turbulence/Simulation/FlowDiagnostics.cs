using System.Numerics;
using MlPhys.Numerics.Threads;

namespace MlPhys.Turbulence.Simulation;

/// <summary>Measures a flow in double precision, whatever precision it is stepped in.</summary>
internal sealed class FlowDiagnostics : IDisposable
{
    private static readonly DerivedModes[] NineGradients =
    [
        .. Enumerable.Range(0, 9).Select(c => new DerivedModes(c / 3, c % 3)),
    ];
    private readonly VelocityModes<double> modes;
    private readonly PlaneStack<double> gradients;
    private readonly double viscosity;

    public FlowDiagnostics(SpectralGrid grid, WorkTeam team, double viscosity)
    {
        this.viscosity = viscosity;
        modes = new VelocityModes<double>(grid);
        gradients = new PlaneStack<double>(grid, team, NineGradients);
    }

    /// <summary>The velocity last measured, in double precision.</summary>
    public VelocityModes<double> Modes => modes;

    /// <summary>The spectrum last measured.</summary>
    public EnergySpectrum Spectrum { get; private set; } = new([], 0, 0, 0);

    public FlowSample Measure<T>(VelocityModes<T> velocity, FlowClock clock, EnergyBudget budget)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        Load(velocity);
        Spectrum = EnergySpectrum.Of(modes);
        var m = GradientMoments.Of(gradients, modes);
        var (energy, dissipation) = (Spectrum.Energy, 2 * viscosity * Spectrum.Enstrophy);
        var u = Math.Sqrt(2 * energy / 3);
        var length = Math.Pow(viscosity * viscosity * viscosity / dissipation, 0.25);
        return new FlowSample(
            clock.Steps,
            clock.Time,
            clock.LastStep,
            clock.Courant,
            energy,
            dissipation,
            budget.MeanInjection,
            budget.Residual,
            u * u * Math.Sqrt(15 / (viscosity * dissipation)),
            Math.Sqrt(viscosity / dissipation),
            length,
            modes.Grid.LargestWaveNumber * length,
            Spectrum.IntegralScale,
            Spectrum.IntegralScale / u,
            m.Longitudinal.Third / Math.Pow(m.Longitudinal.Second, 1.5),
            8.0 / 105 * m.StrainCube / Math.Pow(2.0 / 15 * m.StrainSquare, 1.5),
            15.0 / 7 * m.StrainFourth / (m.StrainSquare * m.StrainSquare),
            m.Trace / Math.Sqrt(m.Square),
            viscosity * m.Square / dissipation - 1,
            m.TraceSquare / m.Square,
            m.TraceCube / Math.Pow(m.Square, 1.5)
        );
    }

    public void Load<T>(VelocityModes<T> velocity)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var from = velocity.Span;
        var to = modes.Span;
        for (var i = 0; i < from.Length; i++)
            to[i] = double.CreateTruncating(from[i]);
    }

    public void Dispose()
    {
        modes.Dispose();
        gradients.Dispose();
    }
}

/// <summary>Where a run stands in time.</summary>
internal readonly record struct FlowClock(long Steps, double Time, double LastStep, double Courant);

/// <summary>Energy gained, given by the force and lost to viscosity since a sample.</summary>
internal readonly record struct EnergyBudget(double Duration, double Change, double Work, double Loss)
{
    public double MeanInjection => Duration > 0 ? Work / Duration : 0;

    public double Residual => Loss > 0 ? (Change - Work + Loss) / Loss : 0;

    public EnergyBudget With(double duration, double change, double work, double loss) =>
        new(Duration + duration, Change + change, Work + work, Loss + loss);
}
