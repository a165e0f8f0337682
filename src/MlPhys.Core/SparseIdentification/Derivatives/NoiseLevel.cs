namespace MlPhys.SparseIdentification.Derivatives;

/// <summary>The standard deviation of white noise on a smooth signal, from its divided differences.</summary>
internal static class NoiseLevel
{
    private const int Order = 6;

    /// <summary>The noise level by sixth divided differences, each scaled to unit noise gain: polynomials of degree five vanish.</summary>
    public static double Of(double[] times, double[] values)
    {
        var (sum, count) = (0.0, 0);
        var isEven = times.Length > Order && LocalPolynomial.IsEven(times);
        var contrast = new double[Order + 1];
        for (var first = 0; first + Order < times.Length; first++)
        {
            if (first == 0 || !isEven)
                Fill(contrast, times, first);
            var difference = 0.0;
            for (var i = 0; i <= Order; i++)
                difference += contrast[i] * values[first + i];
            sum += difference * difference;
            count++;
        }
        return count == 0 ? 0 : Math.Sqrt(sum / count);
    }

    private static void Fill(double[] contrast, double[] times, int first)
    {
        for (var i = 0; i <= Order; i++)
        {
            contrast[i] = 1;
            for (var j = 0; j <= Order; j++)
                if (j != i)
                    contrast[i] /= (times[first + i] - times[first + j]) / (times[first + 1] - times[first]);
        }
        var norm = Math.Sqrt(contrast.Sum(c => c * c));
        for (var i = 0; i <= Order; i++)
            contrast[i] /= norm;
    }
}
