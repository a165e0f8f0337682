using MlPhys.Turbulence.Gradients;

namespace MlPhys.Turbulence.Models;

/// <summary>Lagrangian autocorrelations of strain and rotation: mean of S(t):S(t + lag) over that of S:S.</summary>
/// <param name="Lags">Lags in Kolmogorov times.</param>
/// <param name="Strain">Autocorrelation of the strain.</param>
/// <param name="Rotation">Autocorrelation of the rotation.</param>
/// <param name="StrainTime">Integral of the strain's autocorrelation up to its first zero or the last lag.</param>
/// <param name="RotationTime">The same for the rotation.</param>
public sealed record CorrelationTimes(
    IReadOnlyList<double> Lags,
    IReadOnlyList<double> Strain,
    IReadOnlyList<double> Rotation,
    double StrainTime,
    double RotationTime
)
{
    /// <summary>The autocorrelations of trajectories.</summary>
    /// <param name="gradients">Gradients along trajectories.</param>
    /// <param name="longest">Longest lag, in Kolmogorov times; at most half the record is used.</param>
    /// <exception cref="ArgumentException">The gradients are not along trajectories, or of fewer than four times.</exception>
    public static CorrelationTimes Of(VelocityGradients gradients, double longest = 40)
    {
        if (!gradients.IsLagrangian || gradients.Times.Length < 4)
            throw new ArgumentException(
                $"{gradients}: autocorrelations need trajectories of at least four times",
                nameof(gradients)
            );
        var interval = gradients.Interval / gradients.Scales.KolmogorovTime;
        var times = gradients.Times.Length;
        var count = Math.Min((int)Math.Round(longest / interval), times * 3 / 4) + 1;
        var x = TraceFree.Coordinates(gradients.Values, gradients.Scales.KolmogorovTime);
        var strain = new double[count];
        var rotation = new double[count];
        for (var lag = 0; lag < count; lag++)
        {
            for (var p = 0; p < gradients.Trajectories; p++)
            for (var t = 0; t + lag < times; t++)
            {
                var (from, to) = (p * times + t, p * times + t + lag);
                for (var i = 0; i < 8; i++)
                    (i < 5 ? strain : rotation)[lag] += x[from, i] * x[to, i];
            }
            strain[lag] /= gradients.Trajectories * (times - lag);
            rotation[lag] /= gradients.Trajectories * (times - lag);
        }
        double[] lags = [.. Enumerable.Range(0, count).Select(lag => lag * interval)];
        double[] s = [.. strain.Select(value => value / strain[0])];
        double[] w = [.. rotation.Select(value => value / rotation[0])];
        return new CorrelationTimes(lags, s, w, Integral(s, interval), Integral(w, interval));
    }

    /// <summary>Both autocorrelations at a lag, by linear interpolation.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The lag is beyond the record.</exception>
    public (double Strain, double Rotation) At(double lag)
    {
        var place = lag / Lags[1];
        var first = (int)place;
        if (lag < 0 || first + 1 >= Lags.Count)
            throw new ArgumentOutOfRangeException(nameof(lag), lag, $"expected 0 to {Lags[^1]}");
        var part = place - first;
        return (
            Strain[first] + part * (Strain[first + 1] - Strain[first]),
            Rotation[first] + part * (Rotation[first + 1] - Rotation[first])
        );
    }

    private static double Integral(double[] values, double step)
    {
        var sum = 0.5;
        for (var i = 1; i < values.Length && values[i] > 0; i++)
            sum += values[i];
        return step * sum;
    }
}
