using MlPhys.Turbulence.Models.Gauges;

namespace MlPhys.Turbulence.Models;

/// <summary>Deviations from what must hold exactly.</summary>
/// <param name="GaussianDrift">Largest |D s + D x / variance| of a Gaussian flow, whose drift is known, relative to the largest drift.</param>
/// <param name="GaugeDivergence">Largest |div N + N·s| / |N| over gauge features and points, divergence by central differences; the score is held, because
/// its derivatives, a symmetric matrix, drop out against the antisymmetric T.</param>
/// <param name="ScoreSlope">Largest difference between score and central differences of the log-density, relative to the largest score.</param>
/// <param name="Rotation">Root mean square change of the log-density under random rotations, in nats.</param>
public sealed record ModelVerification(double GaussianDrift, double GaugeDivergence, double ScoreSlope, double Rotation)
{
    internal static ModelVerification Of(FlowModel model, int samples, long seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(samples, 1);
        var x = model.Flow.Sample(samples, seed);
        return new ModelVerification(
            Gaussian(model, x),
            Divergence(model, x),
            Slope(model, x),
            RandomRotations.LogDensityChange(model.Flow, x, seed)
        );
    }

    private static double Gaussian(FlowModel model, double[,] x)
    {
        var drift = FlowModel
            .Of(IsotropicFlow.Create(1, 8))
            .WithDiffusion(model.StrainDiffusion, model.RotationDiffusion)
            .Drift(x);
        var (worst, largest) = (0.0, double.Epsilon);
        for (var n = 0; n < x.GetLength(0); n++)
        for (var i = 0; i < 8; i++)
        {
            var known = -model.Noise.Diffusion(i) / GaussianGradients.Variance(i) * x[n, i];
            worst = Math.Max(worst, Math.Abs(drift[n, i] - known));
            largest = Math.Max(largest, Math.Abs(known));
        }
        return worst / largest;
    }

    private static double Slope(FlowModel model, double[,] x)
    {
        const double step = 1e-5;
        var score = model.Flow.Score(x);
        var worst = 0.0;
        for (var i = 0; i < 8; i++)
        {
            var up = model.Flow.LogDensity(Moved(x, i, step));
            var down = model.Flow.LogDensity(Moved(x, i, -step));
            for (var n = 0; n < x.GetLength(0); n++)
                worst = Math.Max(worst, Math.Abs((up[n] - down[n]) / (2 * step) - score[n, i]));
        }
        return worst / score.Cast<double>().Max(Math.Abs);
    }

    private static double Divergence(FlowModel model, double[,] x)
    {
        const double step = 1e-4;
        var count = x.GetLength(0);
        var score = model.Flow.Score(x);
        var features = GaugeDrift.Features(x, score);
        var sums = new double[count, Gauge.Coefficients];
        for (var n = 0; n < count; n++)
        for (var c = 0; c < Gauge.Coefficients; c++)
        for (var i = 0; i < 8; i++)
            sums[n, c] += features[n, 8 * c + i] * score[n, i];
        foreach (var (offset, weight) in new[] { (-2, 1.0 / 12), (-1, -2.0 / 3), (1, 2.0 / 3), (2, -1.0 / 12) })
            for (var i = 0; i < 8; i++)
            {
                var moved = Moved(x, i, offset * step);
                var there = GaugeDrift.Features(moved, score);
                for (var n = 0; n < count; n++)
                for (var c = 0; c < Gauge.Coefficients; c++)
                    sums[n, c] += weight / step * there[n, 8 * c + i];
            }
        var worst = 0.0;
        for (var n = 0; n < count; n++)
        for (var c = 0; c < Gauge.Coefficients; c++)
        {
            var size = 0.0;
            for (var i = 0; i < 8; i++)
                size += features[n, 8 * c + i] * features[n, 8 * c + i];
            if (size > 0)
                worst = Math.Max(worst, Math.Abs(sums[n, c]) / Math.Sqrt(size));
        }
        return worst;
    }

    private static double[,] Moved(double[,] x, int column, double by)
    {
        var moved = (double[,])x.Clone();
        for (var n = 0; n < x.GetLength(0); n++)
            moved[n, column] += by;
        return moved;
    }
}
