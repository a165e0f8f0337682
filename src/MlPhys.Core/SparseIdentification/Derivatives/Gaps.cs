using MlPhys.SparseIdentification.Likelihood;

namespace MlPhys.SparseIdentification.Derivatives;

/// <summary>Signals some of whose samples are missing (NaN): estimates from those that are there.</summary>
internal static class Gaps
{
    /// <summary>The noise level.</summary>
    public static double NoiseOf(double[] times, double[] values)
    {
        var (t, x) = Present(times, values);
        return NoiseLevel.Of(t, x);
    }

    /// <summary>The smoothed signal at all times, in gaps on the line between its neighbours.</summary>
    public static double[] Smooth(double[] times, double[] values, double sigma)
    {
        var (t, x) = Present(times, values);
        var smooth = SteinSmoother.Smooth(t, x, sigma);
        return t.Length == times.Length ? smooth : [.. times.Select(at => Between(t, smooth, at))];
    }

    /// <summary>The signal with short gaps filled by the cubic through the four samples around them.</summary>
    /// <param name="times">Rising times.</param>
    /// <param name="values">One value a time, NaN where missing.</param>
    /// <param name="longest">Samples of the longest gap that is filled; those at the ends are not.</param>
    public static double[] Filled(double[] times, double[] values, int longest)
    {
        var (t, x) = Present(times, values);
        var filled = (double[])values.Clone();
        for (var i = 0; i < filled.Length && t.Length >= 4; i++)
        {
            if (!double.IsNaN(values[i]))
                continue;
            var after = ~Array.BinarySearch(t, times[i]);
            if (after == 0 || after == t.Length)
                continue;
            var gap = Array.BinarySearch(times, t[after]) - Array.BinarySearch(times, t[after - 1]) - 1;
            if (gap <= longest)
                filled[i] = Interpolation.Cubic(t, x, after - 1, (times[i] - t[after - 1]) / (t[after] - t[after - 1]));
        }
        return filled;
    }

    private static (double[] Times, double[] Values) Present(double[] times, double[] values)
    {
        if (!values.Any(double.IsNaN))
            return (times, values);
        int[] there = [.. Enumerable.Range(0, values.Length).Where(i => !double.IsNaN(values[i]))];
        return ([.. there.Select(i => times[i])], [.. there.Select(i => values[i])]);
    }

    private static double Between(double[] times, double[] values, double at)
    {
        var found = Array.BinarySearch(times, at);
        if (found >= 0)
            return values[found];
        var right = Math.Clamp(~found, 1, times.Length - 1);
        var share = Math.Clamp((at - times[right - 1]) / (times[right] - times[right - 1]), 0, 1);
        return values[right - 1] + share * (values[right] - values[right - 1]);
    }
}
