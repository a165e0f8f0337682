using MlPhys.Numerics.Lanes;
using MlPhys.Turbulence.Models.Dynamics;

namespace MlPhys.Turbulence.Models;

/// <summary>
/// The recent fluid deformation model of Chevillard and Meneveau, Phys. Rev. Lett. 97, 174501 (2006): pressure Hessian and viscous term from the deformation
/// over the last Kolmogorov time, with Gaussian white noise.
/// </summary>
/// <remarks>
/// In units of the integral time: dA = [-A² + tr(A²) C⁻¹/tr C⁻¹ - tr(C⁻¹) A/3] dt + dW, C = exp(G A) exp(G Aᵀ), with the isotropic trace-free covariance
/// 2 d_ik d_jl - d_ij d_kl/2 - d_il d_jk/2 of the noise.
/// </remarks>
public sealed class RecentFluidDeformation : GradientModel
{
    private readonly double _gamma;
    private readonly double _kolmogorovTime;

    private RecentFluidDeformation(double gamma, double kolmogorovTime) =>
        (_gamma, _kolmogorovTime) = (gamma, kolmogorovTime);

    /// <inheritdoc/>
    public override string Name => "recent fluid deformation";

    /// <summary>Ratio of Kolmogorov and integral time.</summary>
    public double Gamma => _gamma;

    // dx = (2 D)^(1/2) dW in units where time is scaled by t and x by 1/t: D = t³ c / 2 with c = 3/2 for strain and 5/2 for rotation.
    internal override Noise Noise => new(0.75 * Math.Pow(_kolmogorovTime, 3), 1.25 * Math.Pow(_kolmogorovTime, 3));

    /// <summary>The model in units of its own Kolmogorov time, mean square one, which is found by a first simulation.</summary>
    /// <param name="gamma">Ratio of the Kolmogorov and the integral time, in (0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside (0, 1).</exception>
    public static RecentFluidDeformation Of(double gamma = 0.1)
    {
        if (!(gamma is > 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(gamma), gamma, "expected above 0 and below 1");
        var time = 0.4;
        for (var pass = 0; pass < 3; pass++)
        {
            var run = new RecentFluidDeformation(gamma, time)
                .Simulate()
                .WithTrajectories(512)
                .WithDuration(20, spin: 20)
                .Run();
            time *= run.Gradients.Values.Sum(a => a * a) is var sum ? Math.Sqrt(run.Gradients.Count / sum) : 1;
        }
        return new RecentFluidDeformation(gamma, time);
    }

    internal override ITileDrift<float> SingleDrift() => new ProgramDrift<float>(Program());

    internal override ITileDrift<double> DoubleDrift() => new ProgramDrift<double>(Program());

    private LaneProgram Program() =>
        LaneProgram.Of(
            8,
            (_, x) =>
            {
                var a = Tensor.Of(x);
                // A in units of the Kolmogorov time t: A_integral = A / t, so the deformation over gamma is exp(-(gamma / t) A).
                var deformation = (-_gamma / _kolmogorovTime * a).Exponential();
                var inverse = deformation.Transposed() * deformation;
                var trace = inverse.Trace();
                var square = a * a;
                var rate = -1.0 * square + square.Trace() / trace * inverse + trace * (-_kolmogorovTime / 3) * a;
                return rate.Coordinates();
            }
        );
}
