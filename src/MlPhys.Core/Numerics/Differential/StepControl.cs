namespace MlPhys.Numerics.Differential;

/// <summary>Chooses steps from error estimates: proportional-integral control.</summary>
/// <remarks>Gustafsson, ACM TOMS 17, 533 (1991); Hairer, Norsett and Wanner, Solving ODEs I (1993), section II.4, for the first step.</remarks>
internal sealed class StepControl(double relative, double[] absolute, int order)
{
    private const double Safety = 0.9;
    private const double LeastFactor = 0.2;
    private const double GreatestFactor = 10;
    private readonly double integral = 0.2 / order;
    private double previous = 1e-4;
    private bool justRejected;

    /// <summary>Root mean square of the error in units of the tolerance; a step with at most 1 is accepted.</summary>
    public double Norm(ReadOnlySpan<double> error, ReadOnlySpan<double> y, ReadOnlySpan<double> next)
    {
        var sum = 0.0;
        for (var i = 0; i < error.Length; i++)
        {
            var ratio = error[i] / Tolerance(i, Math.Max(Math.Abs(y[i]), Math.Abs(next[i])));
            sum += ratio * ratio;
        }
        return Math.Sqrt(sum / error.Length);
    }

    /// <summary>By what to multiply the step after an error norm.</summary>
    public double Factor(double norm)
    {
        if (!double.IsFinite(norm))
        {
            justRejected = true;
            return 0.1;
        }
        var proportional = Math.Pow(norm, 1.0 / order - 0.75 * integral);
        if (norm > 1)
        {
            justRejected = true;
            return Math.Max(LeastFactor, Safety / proportional);
        }
        var factor = Math.Clamp(
            Safety * Math.Pow(previous, integral) / proportional,
            LeastFactor,
            justRejected ? 1 : GreatestFactor
        );
        previous = Math.Max(norm, 1e-4);
        justRejected = false;
        return factor;
    }

    /// <summary>A first step from the size of f and of its change over a small explicit Euler step.</summary>
    public double FirstStep(
        VectorField field,
        double t,
        ReadOnlySpan<double> y,
        ReadOnlySpan<double> f,
        double direction
    )
    {
        var (state, slope) = (SizeOf(y, y), SizeOf(f, y));
        var h = state < 1e-5 || slope < 1e-5 ? 1e-6 : 0.01 * state / slope;
        var (ahead, change) = (new double[y.Length], new double[y.Length]);
        for (var i = 0; i < y.Length; i++)
            ahead[i] = y[i] + direction * h * f[i];
        field(t + direction * h, ahead, change);
        for (var i = 0; i < y.Length; i++)
            change[i] -= f[i];
        var curvature = SizeOf(change, y) / h;
        if (!double.IsFinite(curvature))
            return h;
        var largest = Math.Max(slope, curvature);
        var second = largest <= 1e-15 ? Math.Max(1e-6, 1e-3 * h) : Math.Pow(0.01 / largest, 1.0 / order);
        return Math.Min(100 * h, second);
    }

    private double SizeOf(ReadOnlySpan<double> vector, ReadOnlySpan<double> y)
    {
        var sum = 0.0;
        for (var i = 0; i < vector.Length; i++)
            sum += Math.Pow(vector[i] / Tolerance(i, Math.Abs(y[i])), 2);
        return Math.Sqrt(sum / vector.Length);
    }

    private double Tolerance(int i, double size) => absolute[absolute.Length == 1 ? 0 : i] + relative * size;
}
