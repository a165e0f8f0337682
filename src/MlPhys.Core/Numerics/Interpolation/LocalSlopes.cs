namespace MlPhys.Numerics.Interpolation;

/// <summary>Slopes at the knots from neighbouring points alone.</summary>
internal static class LocalSlopes
{
    public static double[] Monotone(double[] x, double[] y)
    {
        var secant = Secants(x, y);
        if (secant.Length == 1)
            return [secant[0], secant[0]];
        var slope = new double[x.Length];
        for (var i = 1; i < x.Length - 1; i++)
        {
            var (before, after) = (x[i] - x[i - 1], x[i + 1] - x[i]);
            var (w1, w2) = (2 * after + before, after + 2 * before);
            if (secant[i - 1] * secant[i] > 0)
                slope[i] = (w1 + w2) / (w1 / secant[i - 1] + w2 / secant[i]);
        }
        slope[0] = MonotoneEnd(x[1] - x[0], x[2] - x[1], secant[0], secant[1]);
        slope[^1] = MonotoneEnd(x[^1] - x[^2], x[^2] - x[^3], secant[^1], secant[^2]);
        return slope;
    }

    public static double[] Akima(double[] x, double[] y)
    {
        var inner = Secants(x, y);
        // Two secants beyond each end, by quadratic continuation.
        var (left, right) = (2 * inner[0] - inner[1], 2 * inner[^1] - inner[^2]);
        double[] m = [2 * left - inner[0], left, .. inner, right, 2 * right - inner[^1]];
        var slope = new double[x.Length];
        for (var i = 0; i < x.Length; i++)
        {
            var (before, after) = (Math.Abs(m[i + 1] - m[i]), Math.Abs(m[i + 3] - m[i + 2]));
            slope[i] =
                before + after > 0
                    ? (after * m[i + 1] + before * m[i + 2]) / (before + after)
                    : 0.5 * (m[i + 1] + m[i + 2]);
        }
        return slope;
    }

    private static double[] Secants(double[] x, double[] y) =>
        [.. Enumerable.Range(0, x.Length - 1).Select(i => (y[i + 1] - y[i]) / (x[i + 1] - x[i]))];

    /// <summary>The slope of the parabola through three points, held back where it would break monotony.</summary>
    private static double MonotoneEnd(double near, double next, double first, double second)
    {
        var slope = ((2 * near + next) * first - near * second) / (near + next);
        if (slope * first <= 0)
            return 0;
        return first * second <= 0 && Math.Abs(slope) > 3 * Math.Abs(first) ? 3 * first : slope;
    }
}
