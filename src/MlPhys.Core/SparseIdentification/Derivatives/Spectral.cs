using System.Numerics;
using MlPhys.Numerics.Fourier;

namespace MlPhys.SparseIdentification.Derivatives;

/// <summary>Cosine series of the signal less the parabola that has its slopes at the ends, so that the even continuation
/// is smooth there; the series is cut and differentiated term by term.</summary>
internal sealed record Spectral(int? Modes) : Derivative
{
    private const int EndSlopes = 2;
    private const double LeastDropped = 0.2;

    private protected override SmoothedSignal Smooth(double[] times, double[] values)
    {
        if (!LocalPolynomial.IsEven(times))
            throw new ArgumentException(
                "the times are uneven, expected even ones for the spectral derivative",
                nameof(times)
            );
        var n = values.Length;
        var length = times[^1] - times[0];
        var ends = CrossValidated.BestWindow(times, values).Slopes;
        var (slope, bend) = (ends[0], (ends[^1] - ends[0]) / length);
        var rest = values.Select((x, i) => x - Parabola(times[i] - times[0])).ToArray();
        var series = new Complex[2 * (n - 1)];
        for (var i = 0; i < series.Length; i++)
            series[i] = rest[i < n ? i : series.Length - i];
        Fft.ForwardInPlace(series, []);
        var modes = Math.Min(Modes ?? BestModes(series, n), n);
        var derivative = new Complex[series.Length];
        for (var k = 0; k < series.Length; k++)
        {
            var wave = k < n ? k : k - series.Length;
            if (Math.Abs(wave) >= modes)
                series[k] = 0;
            else
                derivative[k] = series[k] * new Complex(0, Math.PI * wave / length);
        }
        Fft.InverseInPlace(series, []);
        Fft.InverseInPlace(derivative, []);
        double[] smooth = [.. times.Select((t, i) => series[i].Real + Parabola(t - times[0]))];
        var squares = values.Zip(smooth, (x, s) => (x - s) * (x - s)).Average();
        return new SmoothedSignal(
            $"spectral, {modes} modes",
            smooth,
            [.. times.Select((t, i) => derivative[i].Real + slope + bend * (t - times[0]))],
            Math.Sqrt(squares) / (1 - Math.Min(modes + EndSlopes, n - 1) / (double)n)
        );

        double Parabola(double t) => (slope + bend * t / 2) * t;
    }

    /// <summary>The cut of least generalised cross-validation RSS/(1 - m/n)^2.</summary>
    private static int BestModes(Complex[] series, int n)
    {
        var dropped = 0.0;
        var (best, least) = (2, double.PositiveInfinity);
        for (var m = n - 1; m >= 2; m--)
        {
            dropped += series[m].Real * series[m].Real;
            var left = 1 - (m + EndSlopes) / (double)n;
            if (left < LeastDropped)
                continue;
            var score = dropped / (left * left);
            if (score < least)
                (best, least) = (m, score);
        }
        return best;
    }
}
