using System.Collections.Immutable;

namespace MlPhys.Numerics.Differential;

/// <summary>Collects states during an integration: at given times, or after every step together with the dense output.</summary>
internal sealed class SampleRecorder(double[]? asked, int dimension)
{
    private readonly List<double> times = [];
    private readonly List<double> states = [];
    private readonly DenseOutput? dense = asked is null ? new DenseOutput() : null;
    private readonly double[] sample = new double[dimension];

    /// <summary>A buffer for one step's polynomial.</summary>
    public double[] Scratch { get; } = new double[Stepper.DenseTerms * dimension];

    /// <summary>Whether the polynomial of each step is kept, so that each needs its own array.</summary>
    public bool KeepsSteps => dense is not null;

    public void Begin(double t, double[] state) => Add(t, state);

    public bool NeedsDense(double end, double direction) =>
        asked is null || (times.Count < asked.Length && (asked[times.Count] - end) * direction <= 0);

    /// <summary>Takes the step from t to its end (earlier than t + length where an event ended it).</summary>
    public void Step(
        double t,
        double end,
        double length,
        double[] polynomial,
        double direction,
        double[] endState,
        bool ended
    )
    {
        if (dense is not null)
        {
            dense.Add(t, length, polynomial, end);
            Add(end, endState);
            return;
        }
        for (
            ;
            times.Count < asked!.Length && (asked[times.Count] - end) * direction <= 0;
            Add(asked[times.Count], sample)
        )
            if (asked[times.Count] == end)
                endState.CopyTo(sample, 0);
            else
                DenseOutput.Evaluate(polynomial, (asked[times.Count] - t) / length, sample);
        if (ended && times[^1] != end)
            Add(end, endState);
    }

    public Trajectory ToTrajectory(ImmutableArray<OdeEvent> events, int steps, int rejected, int evaluations)
    {
        var table = new double[times.Count, dimension];
        for (var i = 0; i < times.Count; i++)
        for (var j = 0; j < dimension; j++)
            table[i, j] = states[i * dimension + j];
        return new Trajectory
        {
            Times = [.. times],
            States = table,
            Events = events,
            Steps = steps,
            Rejected = rejected,
            Evaluations = evaluations,
            Dense = dense,
        };
    }

    private void Add(double t, double[] state)
    {
        times.Add(t);
        states.AddRange(state);
    }
}
