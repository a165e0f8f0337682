using MlPhys.Turbulence.Gradients;

namespace MlPhys.Turbulence.Simulation;

/// <summary>A simulated flow.</summary>
public sealed partial record TurbulenceRun
{
    private readonly float[] tracerValues = [];
    private readonly float[][] pointValues = [];
    private readonly double[] tracerTimes = [];
    private readonly double[] pointTimes = [];

    /// <summary>The flow at even times from the start on.</summary>
    public FlowSample[] Samples { get; private init; } = [];

    /// <summary>The rows after the spin-up.</summary>
    public FlowSample[] Stationary => [.. Samples.Where(s => s.Time >= SpinUp)];

    /// <summary>Length of the spin-up.</summary>
    public double SpinUp { get; private init; }

    /// <summary>Kinematic viscosity.</summary>
    public double Viscosity { get; private init; }

    /// <summary>Mean energy spectrum E(k) after the spin-up, k = 0, 1, ....</summary>
    public double[] Spectrum { get; private init; } = [];

    /// <summary>u, v and w on the grid at the end, [x, y, z].</summary>
    public float[][,,] Velocity { get; private init; } = [];

    /// <summary>Scales of the flow from mean energy and mean dissipation after the spin-up; box side 2π.</summary>
    public FlowScales Scales
    {
        get
        {
            var (energy, dissipation) = (Stationary.Average(s => s.Energy), Stationary.Average(s => s.Dissipation));
            return new FlowScales(
                Viscosity,
                Math.Sqrt(Viscosity / dissipation),
                2.0 / 3 * energy * Math.Sqrt(15 / (Viscosity * dissipation))
            );
        }
    }

    /// <summary>Gradients along the paths of the tracers.</summary>
    /// <exception cref="InvalidOperationException">The run had no tracers.</exception>
    public VelocityGradients Trajectories() =>
        tracerTimes.Length > 0
            ? VelocityGradients.Of(ByRow(tracerValues, tracerTimes.Length), tracerTimes, Scales, isLagrangian: true)
            : throw new InvalidOperationException("the run had no tracers; see WithTracers");

    /// <summary>Gradients, pressure Hessians and viscous terms at random points.</summary>
    /// <exception cref="InvalidOperationException">The run had no snapshots.</exception>
    public VelocityGradients Points() =>
        pointTimes.Length > 0
            ? VelocityGradients
                .Of(ByRow(pointValues[0], pointTimes.Length), pointTimes, Scales)
                .WithTerms(ByRow(pointValues[1], pointTimes.Length), ByRow(pointValues[2], pointTimes.Length))
            : throw new InvalidOperationException("the run had no snapshots; see WithSnapshots");

    internal static TurbulenceRun Of(FlowPlan plan, IFlowSession session)
    {
        var recorder = session.Recorder;
        return new TurbulenceRun(recorder)
        {
            Samples = [.. recorder.Samples],
            SpinUp = plan.SpinUp,
            Viscosity = plan.Viscosity,
            Spectrum = [.. recorder.SpectrumSum.Select(e => e / recorder.Spectra)],
            Velocity = session.Velocity(),
        };
    }

    private TurbulenceRun(FlowRecorder recorder)
    {
        (tracerValues, tracerTimes) = ([.. recorder.TracerValues], [.. recorder.TracerTimes]);
        (pointValues, pointTimes) = ([.. recorder.PointValues.Select(v => v.ToArray())], [.. recorder.PointTimes]);
    }

    /// <summary>From [time, row] to [row, time].</summary>
    private static double[] ByRow(float[] byTime, int times)
    {
        var rows = byTime.Length / 9 / times;
        var values = new double[byTime.Length];
        for (var t = 0; t < times; t++)
        for (var r = 0; r < rows; r++)
        for (var c = 0; c < 9; c++)
            values[9 * (r * times + t) + c] = byTime[9 * (t * rows + r) + c];
        return values;
    }
}
