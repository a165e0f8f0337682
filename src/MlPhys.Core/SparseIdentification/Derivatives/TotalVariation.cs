using System.Globalization;

namespace MlPhys.SparseIdentification.Derivatives;

/// <summary>min 1/2 |x - y|^2 + a sum |change of slope|, by reweighted least squares with a pentadiagonal system a step.</summary>
/// <remarks>In the values this is l1 trend filtering (Kim et al. 2009), in the slopes total variation (Chartrand 2011).</remarks>
internal sealed record TotalVariation(double? Strength) : Derivative
{
    private const int Reweightings = 60;
    private const int Bisections = 30;
    private const double Smallest = 1e-5;

    private protected override SmoothedSignal Smooth(double[] times, double[] values)
    {
        var strength = Strength ?? Discrepant(times, values);
        var smooth = Filtered(times, values, strength);
        return new SmoothedSignal(
            $"total variation of strength {strength.ToString("G3", CultureInfo.InvariantCulture)}",
            smooth,
            Slopes(times, smooth)
        );
    }

    /// <summary>The strength whose residuals have the noise's size (Morozov 1966).</summary>
    private static double Discrepant(double[] times, double[] values)
    {
        var noise = NoiseLevel.Of(times, values);
        var scale = (times[^1] - times[0]) / (times.Length - 1) * Math.Max(noise, double.Epsilon);
        var (low, high) = (Math.Log(1e-4 * scale), Math.Log(1e4 * times.Length * scale));
        for (var i = 0; i < Bisections; i++)
        {
            var middle = (low + high) / 2;
            var residual = Filtered(times, values, Math.Exp(middle)).Zip(values, (s, x) => (s - x) * (s - x)).Average();
            if (residual > noise * noise)
                high = middle;
            else
                low = middle;
        }
        return Math.Exp((low + high) / 2);
    }

    private static double[] Filtered(double[] times, double[] values, double strength)
    {
        var smooth = values;
        var weights = new double[times.Length];
        for (var round = 0; round < Reweightings; round++)
        {
            var changes = Changes(times, smooth);
            var typical = changes.Select(Math.Abs).DefaultIfEmpty().Average();
            if (!(typical > 0))
                break;
            for (var i = 1; i < times.Length - 1; i++)
                weights[i] = strength / Math.Max(Math.Abs(changes[i]), Smallest * typical);
            smooth = Pentadiagonal.Smoothed(times, values, weights);
        }
        return smooth;
    }

    /// <summary>The change of slope at every inner sample.</summary>
    private static double[] Changes(double[] times, double[] x)
    {
        var changes = new double[x.Length];
        for (var i = 1; i < x.Length - 1; i++)
            changes[i] = (x[i + 1] - x[i]) / (times[i + 1] - times[i]) - (x[i] - x[i - 1]) / (times[i] - times[i - 1]);
        return changes;
    }

    /// <summary>Slopes at the samples: the mean of the slopes on either side.</summary>
    private static double[] Slopes(double[] times, double[] x)
    {
        double Side(int i) => (x[i + 1] - x[i]) / (times[i + 1] - times[i]);
        var last = x.Length - 1;
        return
        [
            .. Enumerable
                .Range(0, x.Length)
                .Select(i =>
                    i == 0 ? Side(0)
                    : i == last ? Side(last - 1)
                    : (Side(i - 1) + Side(i)) / 2
                ),
        ];
    }
}
