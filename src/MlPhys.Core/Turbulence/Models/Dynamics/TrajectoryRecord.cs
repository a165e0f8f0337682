using MlPhys.Numerics.Lanes;
using MlPhys.Turbulence.Gradients;

namespace MlPhys.Turbulence.Models.Dynamics;

/// <summary>The recorded tensors of an ensemble, and how often a trajectory left the allowed range.</summary>
internal sealed class TrajectoryRecord<T>(int trajectories, int times)
    where T : unmanaged
{
    private int _resets;

    public int Times => times;

    public int Resets => _resets;

    public double[] Tensors { get; } = new double[9L * trajectories * times];

    /// <summary>Records a tile; returns the lanes that are not finite or too large, recorded as zero.</summary>
    public List<int> Add(LaneBuffer<T> x, int first, int time, double limit)
    {
        var lanes = LaneMachine<T>.Lanes;
        var lost = new List<int>();
        Span<double> point = stackalloc double[TraceFree.Dimension];
        for (var lane = 0; lane < lanes; lane++)
        {
            var square = 0.0;
            for (var i = 0; i < TraceFree.Dimension; i++)
            {
                point[i] = LaneMath<T>.ToDouble(x.Span[i * lanes + lane]);
                square += point[i] * point[i];
            }
            var isLost = !(square < limit * limit);
            if (isLost)
            {
                lost.Add(lane);
                point.Clear();
            }
            if (first + lane >= trajectories)
                continue;
            if (isLost)
                Interlocked.Increment(ref _resets);
            TraceFree.Tensor(point, Tensors.AsSpan(9 * ((first + lane) * times + time), 9));
        }
        return lost;
    }
}
