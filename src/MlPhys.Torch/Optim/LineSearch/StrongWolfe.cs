namespace TorchSharp.Modules;

/// <summary>
/// A step that lowers the loss enough and flattens its slope enough: the strong Wolfe conditions, by bracketing and zooming
/// (Nocedal and Wright, Numerical Optimization, algorithms 3.5 and 3.6) with cubic interpolation and the safeguards of
/// Schmidt's minFunc, as in PyTorch.
/// </summary>
/// <param name="evaluate">The trial at a step length.</param>
/// <param name="start">The trial at step 0.</param>
/// <param name="directionSize">Largest entry of the direction.</param>
/// <param name="tolerance">A bracket that moves no entry by more than this is closed.</param>
internal sealed class StrongWolfe(Func<double, Trial> evaluate, Trial start, double directionSize, double tolerance)
{
    private const double Decrease = 1e-4;
    private const double Curvature = 0.9;
    private const int MostEvaluations = 25;

    private int iterations;

    public int Evaluations { get; private set; }

    public Trial From(double step)
    {
        var (low, high) = Bracket(step);
        return high is null ? low : Zoom(low, high);
    }

    /// <summary>Two trials around an acceptable step, the lower loss first; or an acceptable one alone.</summary>
    private (Trial Low, Trial? High) Bracket(double step)
    {
        var previous = start;
        var current = Evaluate(step);
        for (; iterations < MostEvaluations; iterations++)
        {
            if (TooHigh(current) || iterations > 1 && current.Loss >= previous.Loss)
                return Ordered(previous, current);
            if (FlatEnough(current))
                return (current, null);
            if (current.Slope >= 0)
                return Ordered(previous, current);
            var further = Trial.CubicMinimum(
                previous,
                current,
                current.Step + 0.01 * (current.Step - previous.Step),
                10 * current.Step
            );
            previous = current;
            current = Evaluate(further);
        }
        return Ordered(start, current);
    }

    private Trial Zoom(Trial low, Trial high)
    {
        var stalled = false;
        for (; iterations < MostEvaluations; iterations++)
        {
            if (Math.Abs(high.Step - low.Step) * directionSize < tolerance)
                break;
            var current = Evaluate(Safeguarded(low, high, ref stalled));
            if (TooHigh(current) || current.Loss >= low.Loss)
            {
                (low, high) = Ordered(low, current);
                continue;
            }
            if (FlatEnough(current))
                return current;
            if (current.Slope * (high.Step - low.Step) >= 0)
                high = low;
            low = current;
        }
        return low;
    }

    /// <summary>The interpolated step, kept away from the bracket's ends when it hugs them twice in a row.</summary>
    private static double Safeguarded(Trial low, Trial high, ref bool stalled)
    {
        var (least, most) = (Math.Min(low.Step, high.Step), Math.Max(low.Step, high.Step));
        var step = Trial.CubicMinimum(low, high, least, most);
        var margin = 0.1 * (most - least);
        if (Math.Min(most - step, step - least) >= margin)
        {
            stalled = false;
            return step;
        }
        if (!stalled && step < most && step > least)
        {
            stalled = true;
            return step;
        }
        stalled = false;
        return most - step < step - least ? most - margin : least + margin;
    }

    private Trial Evaluate(double step)
    {
        Evaluations++;
        return evaluate(step);
    }

    private bool TooHigh(Trial trial) => trial.Loss > start.Loss + Decrease * trial.Step * start.Slope;

    private bool FlatEnough(Trial trial) => Math.Abs(trial.Slope) <= -Curvature * start.Slope;

    private static (Trial Low, Trial High) Ordered(Trial one, Trial other) =>
        one.Loss <= other.Loss ? (one, other) : (other, one);
}
