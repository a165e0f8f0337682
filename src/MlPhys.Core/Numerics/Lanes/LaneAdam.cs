using System.Runtime.Intrinsics;

namespace MlPhys.Numerics.Lanes;

/// <summary>Adam down the gradient. Kingma and Ba, arXiv 1412.6980, algorithm 1.</summary>
internal sealed unsafe class LaneAdam<T>(int count)
    where T : unmanaged
{
    private const double MeanDecay = 0.9;
    private const double SquareDecay = 0.999;

    /// <summary>Running mean of the gradient.</summary>
    public LaneBuffer<T> Mean { get; } = new((count + 15) / 16 * 16);

    /// <summary>Running mean of its square.</summary>
    public LaneBuffer<T> Square { get; } = new((count + 15) / 16 * 16);

    /// <summary>Steps done.</summary>
    public long Steps { get; set; }

    /// <summary>One step, with the gradient scaled down to a largest norm.</summary>
    public void Step(LaneBuffer<T> parameters, LaneBuffer<T> gradient, double rate, bool[] free, double largestNorm)
    {
        Steps++;
        for (var i = 0; i < free.Length; i++)
            if (!free[i])
                gradient.At[i] = default;
        var norm = Norm(gradient);
        var clip = LaneMath<T>.Of(norm > largestNorm ? largestNorm / norm : 1);
        var step = LaneMath<T>.Of(rate / (1 - Math.Pow(MeanDecay, Steps)));
        var squareScale = LaneMath<T>.Of(1 / (1 - Math.Pow(SquareDecay, Steps)));
        var (meanOld, meanNew) = (LaneMath<T>.Of(MeanDecay), LaneMath<T>.Of(1 - MeanDecay));
        var (squareOld, squareNew) = (LaneMath<T>.Of(SquareDecay), LaneMath<T>.Of(1 - SquareDecay));
        var small = LaneMath<T>.Of(1e-8);
        for (var i = 0; i < parameters.Count; i += Vector512<T>.Count)
        {
            var g = Vector512.Load(gradient.At + i) * clip;
            var mean = meanOld * Vector512.Load(Mean.At + i) + meanNew * g;
            var square = squareOld * Vector512.Load(Square.At + i) + squareNew * g * g;
            mean.Store(Mean.At + i);
            square.Store(Square.At + i);
            var size = Vector512.Sqrt(square * squareScale) + small;
            (Vector512.Load(parameters.At + i) - step * mean / size).Store(parameters.At + i);
        }
    }

    private static double Norm(LaneBuffer<T> gradient)
    {
        var sum = Vector512<T>.Zero;
        for (var i = 0; i < gradient.Count; i += Vector512<T>.Count)
        {
            var g = Vector512.Load(gradient.At + i);
            sum += g * g;
        }
        var total = 0.0;
        for (var lane = 0; lane < Vector512<T>.Count; lane++)
            total += LaneMath<T>.ToDouble(sum[lane]);
        return Math.Sqrt(total);
    }
}
