namespace MlPhys.Numerics.Differential;

/// <summary>A solution as one polynomial in the fraction of the step, for each step.</summary>
internal sealed class DenseOutput
{
    private readonly List<double> starts = [];
    private readonly List<double> lengths = [];
    private readonly List<double[]> coefficients = [];

    private double end;

    /// <summary>Adds a step; it may end before its full length, where an event stopped it.</summary>
    public void Add(double start, double length, double[] polynomial, double stop)
    {
        end = stop;
        starts.Add(start);
        lengths.Add(length);
        coefficients.Add(polynomial);
    }

    public double[] At(double time)
    {
        if (!(time >= Math.Min(starts[0], end) && time <= Math.Max(starts[0], end)))
            throw new ArgumentOutOfRangeException(
                nameof(time),
                time,
                $"the trajectory reaches from {starts[0]} to {end}"
            );
        var step = StepAt(time);
        var state = new double[coefficients[step].Length / Stepper.DenseTerms];
        Evaluate(coefficients[step], (time - starts[step]) / lengths[step], state);
        return state;
    }

    /// <summary>The polynomial, lowest order first, at a fraction of the step.</summary>
    public static void Evaluate(ReadOnlySpan<double> polynomial, double fraction, Span<double> state)
    {
        var n = state.Length;
        for (var i = 0; i < n; i++)
        {
            var value = polynomial[(Stepper.DenseTerms - 1) * n + i];
            for (var k = Stepper.DenseTerms - 2; k >= 0; k--)
                value = value * fraction + polynomial[k * n + i];
            state[i] = value;
        }
    }

    private int StepAt(double time)
    {
        var ahead = Math.Sign(lengths[0]);
        var (low, high) = (0, starts.Count);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if ((time - starts[middle]) * ahead >= 0)
                low = middle;
            else
                high = middle;
        }
        return low;
    }
}
