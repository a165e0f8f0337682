using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification.Likelihood;

/// <summary>Trajectories cut into windows of one length, a lane each, so that all windows are integrated side by side.</summary>
internal sealed class ShootingWindows
{
    private const int MostLanes = 64;
    private const int VectorLength = 8;
    private readonly Trajectory[] trajectories;
    private readonly List<(int Trajectory, int First)> lanes = [];

    /// <summary>Cuts trajectories; samples that do not fill a last window of at least half the length are left out.</summary>
    public ShootingWindows(IEnumerable<Trajectory> all, int steps)
    {
        trajectories = [.. all];
        Steps = steps;
        for (var i = 0; i < trajectories.Length; i++)
        for (var first = 0; first + steps / 2 + 1 < trajectories[i].Count; first += steps + 1)
            lanes.Add((i, first));
    }

    /// <summary>Steps of a window, one fewer than its samples.</summary>
    public int Steps { get; }

    /// <summary>Windows that are integrated side by side; whole vectors, some idle where there are few windows.</summary>
    public int Lanes => Math.Min(MostLanes, (Count + VectorLength - 1) / VectorLength * VectorLength);

    /// <summary>Number of windows.</summary>
    public int Count => lanes.Count;

    /// <summary>Number of measured numbers in all windows.</summary>
    public int Measurements =>
        lanes.Sum(l => Math.Min(Steps + 1, trajectories[l.Trajectory].Count - l.First)) * trajectories[0].States.Length;

    /// <summary>Trajectory and first sample of a window.</summary>
    public (int Trajectory, int First) this[int lane] => lanes[lane];

    /// <summary>Fills the values of a state at a sample of each window, and 1 or 0 for measured or past the end.</summary>
    public void Observe(int start, int sample, int state, Span<double> values, Span<double> present)
    {
        for (var lane = 0; lane < values.Length; lane++)
        {
            var at = Place(start + lane, sample, out var exists);
            present[lane] = exists ? 1 : 0;
            values[lane] = exists ? trajectories[lanes[start + lane].Trajectory].States[state].Values[at] : 0;
        }
    }

    /// <summary>Fills the time between a sample and the next of each window; zero past the end.</summary>
    public void StepSizes(int start, int sample, Span<double> sizes)
    {
        for (var lane = 0; lane < sizes.Length; lane++)
        {
            var at = Place(start + lane, sample + 1, out var exists);
            var times = trajectories[lanes[Math.Min(start + lane, Count - 1)].Trajectory].Times;
            sizes[lane] = exists ? times[at] - times[at - 1] : 0;
        }
    }

    /// <summary>Fills an input at a fraction of the step from a sample to the next, by a cubic through four samples.</summary>
    public void Input(int start, int sample, double fraction, int input, Span<double> values)
    {
        for (var lane = 0; lane < values.Length; lane++)
        {
            var window = lanes[Math.Min(start + lane, Count - 1)];
            var trajectory = trajectories[window.Trajectory];
            var at = Math.Min(window.First + sample, trajectory.Count - 2);
            values[lane] = Interpolation.Cubic(trajectory.Times, trajectory.Inputs[input].Values, at, fraction);
        }
    }

    private int Place(int lane, int sample, out bool exists)
    {
        exists = false;
        if (lane >= Count)
            return 0;
        var at = lanes[lane].First + sample;
        exists = at < trajectories[lanes[lane].Trajectory].Count;
        return at;
    }
}
