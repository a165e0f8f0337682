namespace MlPhys.SparseIdentification.Likelihood;

/// <summary>Values between samples.</summary>
internal static class Interpolation
{
    /// <summary>The cubic of Lagrange through the four samples around a step.</summary>
    /// <param name="times">Rising times.</param>
    /// <param name="values">One value a time.</param>
    /// <param name="at">Sample at the start of the step.</param>
    /// <param name="fraction">Place within the step, 0 to 1.</param>
    public static double Cubic(double[] times, double[] values, int at, double fraction)
    {
        var t = times[at] + fraction * (times[at + 1] - times[at]);
        var first = Math.Clamp(at - 1, 0, Math.Max(0, times.Length - 4));
        var last = Math.Min(first + 4, times.Length);
        var sum = 0.0;
        for (var i = first; i < last; i++)
        {
            var weight = values[i];
            for (var j = first; j < last; j++)
                if (j != i)
                    weight *= (t - times[j]) / (times[i] - times[j]);
            sum += weight;
        }
        return sum;
    }
}
