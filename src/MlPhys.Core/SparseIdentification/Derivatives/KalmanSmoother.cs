namespace MlPhys.SparseIdentification.Derivatives;

/// <summary>Value and slope of an integrated Wiener process seen in white noise: a forward filter and the backward pass of
/// Rauch, Tung and Striebel; the ratio of driving to noise maximises the likelihood of the innovations.</summary>
internal sealed record KalmanSmoother : Derivative
{
    private const int GoldenSteps = 40;

    private protected override double[] Estimate(double[] times, double[] values)
    {
        var step = (times[^1] - times[0]) / (times.Length - 1);
        var (low, high) = (Math.Log(1e-9 / (step * step * step)), Math.Log(1e6 / (step * step * step)));
        var golden = (Math.Sqrt(5) - 1) / 2;
        for (var i = 0; i < GoldenSteps; i++)
        {
            var (a, b) = (high - golden * (high - low), low + golden * (high - low));
            if (new Filter(times, values, Math.Exp(a)).Deviance < new Filter(times, values, Math.Exp(b)).Deviance)
                high = b;
            else
                low = a;
        }
        return new Filter(times, values, Math.Exp((low + high) / 2)).Slopes();
    }

    /// <summary>A filter run with unit noise variance and the given driving strength.</summary>
    private sealed class Filter
    {
        private readonly double[] times;
        private readonly (double Value, double Slope, double Vv, double Vs, double Ss)[] filtered;

        public Filter(double[] times, double[] values, double driving)
        {
            this.times = times;
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

        public double[] Slopes()
        {
            var slopes = new double[times.Length];
            var (value, slope) = (filtered[^1].Value, filtered[^1].Slope);
            slopes[^1] = slope;
            for (var i = times.Length - 2; i >= 0; i--)
            {
                var f = filtered[i];
                var p = Predicted(i + 1);
                var h = times[i + 1] - times[i];
                var det = p.Vv * p.Ss - p.Vs * p.Vs;
                var (cv, cs) = (f.Vv + h * f.Vs, f.Vs + h * f.Ss);
                var (dv, ds) = (value - p.Value, slope - p.Slope);
                value = f.Value + ((cv * p.Ss - f.Vs * p.Vs) * dv + (f.Vs * p.Vv - cv * p.Vs) * ds) / det;
                slope = f.Slope + ((cs * p.Ss - f.Ss * p.Vs) * dv + (f.Ss * p.Vv - cs * p.Vs) * ds) / det;
                slopes[i] = slope;
            }
            return slopes;
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
