using MlPhys.Turbulence.Models.Gauges;

namespace MlPhys.Turbulence.Models;

/// <summary>Deviations from what must hold exactly.</summary>
/// <param name="GaussianDrift">Largest |D s + D x / variance| of a Gaussian flow, whose drift is known, relative to the largest drift.</param>
/// <param name="GaugeDivergence">
/// Largest |div N + N·s| / |N| over gauge features and points, divergence by central differences. The score is held while the point is moved: what it adds to
/// the divergence, T_ab ∂_a s_b, vanishes because T is antisymmetric and the second derivatives of a smooth density are symmetric. At the knots of splines the
/// score jumps along the normal of the knot's surface; differences across them mean nothing, and the flux through the surface has no jump for the same reason.
/// </param>
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
            FluxResidual.Of(model.Flow, x, isScoreHeld: true).Cast<double>().Max(Math.Abs),
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
            var up = model.Flow.LogDensity(FluxResidual.Moved(x, i, step));
            var down = model.Flow.LogDensity(FluxResidual.Moved(x, i, -step));
            for (var n = 0; n < x.GetLength(0); n++)
                worst = Math.Max(worst, Math.Abs((up[n] - down[n]) / (2 * step) - score[n, i]));
        }
        return worst / score.Cast<double>().Max(Math.Abs);
    }
}
