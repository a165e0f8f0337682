using MlPhys.Numerics.Lanes;
using MlPhys.Numerics.Random;
using MlPhys.Runs;

namespace MlPhys.Flows.Fitting;

/// <summary>
/// Holds moments of the flow's own samples at their targets by an augmented Lagrangian (Hestenes, J. Optim. Theory Appl. 4, 303, 1969): multipliers grow as long as a
/// moment is off, so that the noise of a batch averages out and no bias is left, as a mere penalty would. The gradient goes through the samples.
/// </summary>
internal sealed class MomentPenalty<T>
    where T : unmanaged
{
    private const double Growth = 0.05;
    private readonly BijectiveFlow _flow;
    private readonly Moment[] _moments;
    private readonly double _strength;
    private readonly LaneEngine<T> _engine;

    public MomentPenalty(BijectiveFlow flow, Moment[] moments, double strength)
    {
        (_flow, _moments, _strength) = (flow, moments, strength);
        _engine = new LaneEngine<T>(Program(), backward: true);
    }

    /// <summary>The penalty; its gradient is left in the first of the buffers, and the multipliers are moved.</summary>
    public double Accumulate(
        LaneBuffer<T> parameters,
        double[] multipliers,
        int samples,
        long seed,
        LaneBuffer<T>[] gradients,
        int threads
    )
    {
        // Two draws that are independent, one for the means and one for their slopes, leave the gradient without bias.
        var latent = Latent(samples, Seeds.Derive(seed, "means"));
        var drawn = _engine.Evaluate(parameters, latent, threads, CancellationToken.None);
        var (weights, penalty) = (new double[_moments.Length], 0.0);
        for (var m = 0; m < weights.Length; m++)
        {
            var mean = Enumerable.Range(0, samples).Average(n => LaneMath<T>.ToDouble(drawn[n, m + 1]));
            // A sample far out, as a flow may draw early in its training, must not decide alone.
            var most = Math.Max(1, Math.Abs(_moments[m].Target));
            var lack = double.IsFinite(mean) ? Math.Clamp(mean - _moments[m].Target, -most, most) : 0;
            weights[m] = multipliers[m] + _strength * lack;
            penalty += multipliers[m] * lack + 0.5 * _strength * lack * lack;
            multipliers[m] += Growth * _strength * lack;
        }
        int[] all = [.. Enumerable.Range(0, samples)];
        var inputs = Latent(samples, Seeds.Derive(seed, "slopes"), weights);
        if (!double.IsFinite(_engine.Accumulate(parameters, inputs, all, 1.0 / samples, gradients, threads)))
            gradients[0].Span.Clear();
        return penalty;
    }

    /// <summary>From latent variables and weights to the weighted sum of the moments, and each of them.</summary>
    private LaneProgram Program() =>
        LaneProgram.Of(
            _flow.Dimension + _moments.Length,
            (builder, rows) =>
            {
                var (x, _) = _flow.Inverse(builder, rows[.._flow.Dimension]);
                Row[] values = [.. _moments.Select(moment => moment.Write(builder, x))];
                var weighted = values.Select((value, m) => value * rows[_flow.Dimension + m]);
                return [weighted.Aggregate((a, b) => a + b), .. values];
            }
        );

    private T[,] Latent(int samples, long seed, params double[] weights)
    {
        var random = new RandomStream(seed);
        var latent = new T[samples, _flow.Dimension + _moments.Length];
        var draw = new double[_flow.Dimension];
        for (var n = 0; n < samples; n++)
        {
            _flow.DrawLatent(random, draw);
            for (var i = 0; i < draw.Length; i++)
                latent[n, i] = LaneMath<T>.Of(draw[i])[0];
            for (var m = 0; m < weights.Length; m++)
                latent[n, draw.Length + m] = LaneMath<T>.Of(weights[m])[0];
        }
        return latent;
    }
}
