using System.Globalization;

namespace MlPhys.SparseIdentification.Derivatives;

/// <summary>Value and slope of an integrated Wiener process seen in white noise: a forward filter and the backward pass of
/// Rauch, Tung and Striebel. The posterior mean is the cubic smoothing spline (Wahba 1978); the ratio of driving to noise
/// maximises the likelihood of the innovations, or predicts left-out samples best.</summary>
internal sealed record KalmanSmoother(bool IsCrossValidated) : Derivative
{
    private const int GoldenSteps = 40;

    private protected override SmoothedSignal Smooth(double[] times, double[] values)
    {
        var step = (times[^1] - times[0]) / (times.Length - 1);
        var (low, high) = (Math.Log(1e-9 / (step * step * step)), Math.Log(1e6 / (step * step * step)));
        var golden = (Math.Sqrt(5) - 1) / 2;
        for (var i = 0; i < GoldenSteps; i++)
        {
            var (a, b) = (high - golden * (high - low), low + golden * (high - low));
            if (Badness(times, values, Math.Exp(a)) < Badness(times, values, Math.Exp(b)))
                high = b;
            else
                low = a;
        }
        var driving = Math.Exp((low + high) / 2);
        var (smooth, slopes, leftOut) = new Filter(times, values, driving).Smoothed();
        var strength = (1 / driving).ToString("G3", CultureInfo.InvariantCulture);
        return new SmoothedSignal(
            IsCrossValidated ? $"smoothing spline of strength {strength}" : $"Kalman smoother of strength {strength}",
            smooth,
            slopes,
            leftOut
        );
    }

    private double Badness(double[] times, double[] values, double driving)
    {
        var filter = new Filter(times, values, driving);
        return IsCrossValidated ? filter.Smoothed().LeftOut : filter.Deviance;
    }

    /// <summary>A filter run with unit noise variance and the given driving strength.</summary>
    private sealed class Filter
    {
        private readonly double[] times;
        private readonly double[] values;
        private readonly (double Value, double Slope, double Vv, double Vs, double Ss)[] filtered;

        public Filter(double[] times, double[] values, double driving)
        {
            (this.times, this.values) = (times, values);
            Driving = driving;
            filtered = new (double, double, double, double, double)[times.Length];
            var reach = times[^1] - times[0];
            var spread = values.Max() - values.Min() + 1;
            filtered[0] = (values[0], 0, 1, 0, 1e6 * spread * spread / (reach * reach));
            var (squares, logs) = (0.0, 0.0);
            for (var i = 1; i < times.Length; i++)
            {
                var (v, s, vv, vs, ss) = Predicted(i);
                var innovation = values[i] - v;
                var variance = vv + 1;
                squares += innovation * innovation / variance;
                logs += Math.Log(variance);
                var (gainV, gainS) = (vv / variance, vs / variance);
                filtered[i] = (
                    v + gainV * innovation,
                    s + gainS * innovation,
                    vv - gainV * vv,
                    vs - gainV * vs,
                    ss - gainS * vs
                );
            }
            Deviance = times.Length * Math.Log(squares) + logs;
        }

        /// <summary>Twice the negative log-likelihood, the noise variance profiled out.</summary>
        public double Deviance { get; }

        private double Driving { get; }

        /// <summary>Posterior values and slopes, and the deviation of left-out samples from their predictions, whose
        /// residual is that of the full fit over one less the posterior variance in units of the noise.</summary>
        public (double[] Values, double[] Slopes, double LeftOut) Smoothed()
        {
            var (smooth, slopes) = (new double[times.Length], new double[times.Length]);
            var (value, slope, vv, vs, ss) = filtered[^1];
            (smooth[^1], slopes[^1]) = (value, slope);
            var squares = LeftOutSquare(times.Length - 1, value, vv);
            for (var i = times.Length - 2; i >= 0; i--)
            {
                var f = filtered[i];
                var p = Predicted(i + 1);
                var h = times[i + 1] - times[i];
                var det = p.Vv * p.Ss - p.Vs * p.Vs;
                var (cv, cs) = (f.Vv + h * f.Vs, f.Vs + h * f.Ss);
                var (g00, g01) = ((cv * p.Ss - f.Vs * p.Vs) / det, (f.Vs * p.Vv - cv * p.Vs) / det);
                var (g10, g11) = ((cs * p.Ss - f.Ss * p.Vs) / det, (f.Ss * p.Vv - cs * p.Vs) / det);
                var (dv, ds) = (value - p.Value, slope - p.Slope);
                var (d00, d01, d11) = (vv - p.Vv, vs - p.Vs, ss - p.Ss);
                (value, slope) = (f.Value + g00 * dv + g01 * ds, f.Slope + g10 * dv + g11 * ds);
                var (a0, a1) = (g00 * d00 + g01 * d01, g00 * d01 + g01 * d11);
                var (b0, b1) = (g10 * d00 + g11 * d01, g10 * d01 + g11 * d11);
                vv = f.Vv + a0 * g00 + a1 * g01;
                vs = f.Vs + a0 * g10 + a1 * g11;
                ss = f.Ss + b0 * g10 + b1 * g11;
                (smooth[i], slopes[i]) = (value, slope);
                squares += LeftOutSquare(i, value, vv);
            }
            return (smooth, slopes, Math.Sqrt(squares / times.Length));
        }

        private double LeftOutSquare(int i, double value, double variance)
        {
            var residual = (values[i] - value) / Math.Max(1e-9, 1 - variance);
            return residual * residual;
        }

        private (double Value, double Slope, double Vv, double Vs, double Ss) Predicted(int i)
        {
            var (v, s, vv, vs, ss) = filtered[i - 1];
            var h = times[i] - times[i - 1];
            return (
                v + h * s,
                s,
                vv + 2 * h * vs + h * h * ss + Driving * h * h * h / 3,
                vs + h * ss + Driving * h * h / 2,
                ss + Driving * h
            );
        }
    }
}
