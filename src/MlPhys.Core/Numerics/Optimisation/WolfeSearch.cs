namespace MlPhys.Numerics.Optimisation;

/// <summary>A step along a direction that meets the strong Wolfe conditions.</summary>
internal sealed class WolfeSearch(Func<double[], double[], double> function, Bfgs.Point from, double[] direction)
{
    private const double Decrease = 1e-4;
    private const double Curvature = 0.9;
    private const int MaxTrials = 60;
    private readonly double slope = from.Slope(direction);

    /// <summary>The accepted point; null where rounding leaves no lower one.</summary>
    public Bfgs.Point? Find(double step)
    {
        var (low, lowPoint) = (0.0, from);
        for (var trial = 0; trial < MaxTrials; trial++)
        {
            var point = At(step);
            if (!IsLower(point, step) || (trial > 0 && point.Value >= lowPoint.Value))
                return Zoom(low, lowPoint, step, point);
            var there = point.Slope(direction);
            if (Math.Abs(there) <= -Curvature * slope)
                return point;
            if (there >= 0)
                return Zoom(step, point, low, lowPoint);
            (low, lowPoint, step) = (step, point, 2 * step);
        }
        return lowPoint == from ? null : lowPoint;
    }

    private Bfgs.Point? Zoom(double low, Bfgs.Point lowPoint, double high, Bfgs.Point highPoint)
    {
        for (var trial = 0; trial < MaxTrials && low != high; trial++)
        {
            var step = Between(low, lowPoint, high, highPoint);
            var point = At(step);
            if (!IsLower(point, step) || point.Value >= lowPoint.Value)
            {
                (high, highPoint) = (step, point);
                continue;
            }
            var there = point.Slope(direction);
            if (Math.Abs(there) <= -Curvature * slope)
                return point;
            if (there * (high - low) >= 0)
                (high, highPoint) = (low, lowPoint);
            (low, lowPoint) = (step, point);
        }
        return lowPoint.Value < from.Value ? lowPoint : null;
    }

    /// <summary>The minimum of the parabola through low (value, slope) and high (value), kept away from the ends.</summary>
    private double Between(double low, Bfgs.Point lowPoint, double high, Bfgs.Point highPoint)
    {
        var (width, down) = (high - low, lowPoint.Slope(direction));
        var fraction = -down * width / (2 * (highPoint.Value - lowPoint.Value - down * width));
        return low + width * (double.IsFinite(fraction) ? Math.Clamp(fraction, 0.1, 0.9) : 0.5);
    }

    private bool IsLower(Bfgs.Point point, double step) => point.Value <= from.Value + Decrease * step * slope;

    private Bfgs.Point At(double step) => Bfgs.Point.Of(function, [.. from.X.Zip(direction, (x, d) => x + step * d)]);
}
