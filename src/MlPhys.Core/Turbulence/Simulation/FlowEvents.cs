namespace MlPhys.Turbulence.Simulation;

/// <summary>Moments at even intervals after a start, by number, so that round-off never adds up.</summary>
internal struct FlowEvents(double start, double interval)
{
    // Moments of different kinds that differ by round-off are one.
    private const double Slack = 1e-9;
    private readonly bool isOn = interval > 0;

    /// <summary>How many have been.</summary>
    public long Passed { get; set; }

    /// <summary>Time of the next one; infinite where there are none.</summary>
    public readonly double Next => isOn ? start + Passed * interval : double.PositiveInfinity;

    public readonly bool IsDue(double time) => time >= Next - Slack * interval;
}
