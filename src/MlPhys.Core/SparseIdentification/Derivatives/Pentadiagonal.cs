namespace MlPhys.SparseIdentification.Derivatives;

/// <summary>Systems (I + D' W D) x = y with D the change of slope at the inner samples, in time linear in the samples.</summary>
internal static class Pentadiagonal
{
    /// <summary>The solution.</summary>
    /// <param name="times">Rising times.</param>
    /// <param name="values">Right side y.</param>
    /// <param name="weights">Diagonal of W; the first and the last are not used.</param>
    public static double[] Smoothed(double[] times, double[] values, double[] weights)
    {
        var n = values.Length;
        var (main, first, second) = (new double[n], new double[n], new double[n]);
        Array.Fill(main, 1);
        for (var i = 1; i < n - 1; i++)
        {
            var (before, after) = (1 / (times[i] - times[i - 1]), 1 / (times[i + 1] - times[i]));
            var middle = -(before + after);
            main[i - 1] += weights[i] * before * before;
            main[i] += weights[i] * middle * middle;
            main[i + 1] += weights[i] * after * after;
            first[i - 1] += weights[i] * before * middle;
            first[i] += weights[i] * middle * after;
            second[i - 1] += weights[i] * before * after;
        }
        var x = (double[])values.Clone();
        for (var i = 0; i < n; i++)
        {
            if (i + 1 < n)
                Eliminate(i + 1, first[i] / main[i]);
            if (i + 2 < n)
            {
                var ratio = second[i] / main[i];
                main[i + 2] -= ratio * second[i];
                x[i + 2] -= ratio * x[i];
            }

            void Eliminate(int row, double ratio)
            {
                main[row] -= ratio * first[i];
                first[row] -= ratio * second[i];
                x[row] -= ratio * x[i];
            }
        }
        for (var i = n - 1; i >= 0; i--)
        {
            if (i + 1 < n)
                x[i] -= first[i] * x[i + 1];
            if (i + 2 < n)
                x[i] -= second[i] * x[i + 2];
            x[i] /= main[i];
        }
        return x;
    }
}
