namespace MlPhys.Numerics.Differential;

/// <summary>A zero crossing of an event function.</summary>
/// <param name="Name">Name of the event function.</param>
/// <param name="Time">When it happened, to the accuracy of the dense output.</param>
/// <param name="State">State at that time.</param>
public sealed record OdeEvent(string Name, double Time, double[] State);

/// <summary>What the solver looks out for.</summary>
internal sealed record EventWatch(
    string Name,
    Func<double, double[], double> Function,
    EventDirection Direction,
    bool Terminal
);
