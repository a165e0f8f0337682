using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification.Dynamics;

/// <summary>The time on which the states change: deviation over the deviation of the rate of change, of the fastest state.</summary>
internal static class CharacteristicTime
{
    private const int Lag = 3;

    /// <summary>The characteristic time in mean sample distances.</summary>
    public static double InSamples(IReadOnlyList<Trajectory> trajectories, double[][][] smooth) =>
        Enumerable
            .Range(0, smooth[0].Length)
            .Select(e => OfState(trajectories, [.. smooth.Select(t => t[e])]))
            .DefaultIfEmpty(1)
            .Min();

    private static double OfState(IReadOnlyList<Trajectory> trajectories, double[][] signals)
    {
        var mean = signals.SelectMany(s => s).Average();
        var variance = signals.SelectMany(s => s).Average(x => (x - mean) * (x - mean));
        var (change, count) = (0.0, 0);
        for (var t = 0; t < signals.Length; t++)
        {
            var times = trajectories[t].Times;
            var step = (times[^1] - times[0]) / (times.Length - 1);
            for (var i = Lag; i < times.Length - Lag; i++)
            {
                var slope = (signals[t][i + Lag] - signals[t][i - Lag]) / (times[i + Lag] - times[i - Lag]) * step;
                change += slope * slope;
                count++;
            }
        }
        return change > 0 ? Math.Sqrt(variance / (change / count)) : double.PositiveInfinity;
    }
}
