using MlPhys.Numerics.Lanes;
using MlPhys.Turbulence.Models.Dynamics;

namespace MlPhys.Turbulence.Models;

/// <summary>The restricted Euler equation dA/dt = -A² + tr(A²) I/3: no pressure Hessian beyond its trace, no viscosity, blow-up in finite time.</summary>
/// <remarks>Vieillefosse, J. Phys. (Paris) 43, 837 (1982); Cantwell, Phys. Fluids A 4, 782 (1992).</remarks>
public sealed class RestrictedEuler : GradientModel
{
    private RestrictedEuler() { }

    /// <inheritdoc/>
    public override string Name => "restricted Euler";

    internal override Noise Noise { get; } = new(0, 0);

    /// <summary>The model; it has no parameter.</summary>
    public static RestrictedEuler Create() => new();

    /// <summary>Blow-up times of Gaussian gradients: when |A| passes a limit, in Kolmogorov times; infinite where it did not.</summary>
    /// <param name="trajectories">How many.</param>
    /// <param name="duration">Time at most.</param>
    /// <param name="limit">|A| that counts as blown up, in inverse Kolmogorov times.</param>
    /// <param name="seed">Seed of the first gradients.</param>
    public double[] BlowUpTimes(int trajectories, double duration = 40, double limit = 100, long seed = 0)
    {
        const double step = 0.0025;
        var start = Start(trajectories, seed);
        var blown = Enumerable.Repeat(double.PositiveInfinity, trajectories).ToArray();
        var program = Program();
        var drift = new ProgramDrift<double>(program);
        var lanes = LaneMachine<double>.Lanes;
        for (var first = 0; first < trajectories; first += lanes)
        {
            var integrator = new TileIntegrator<double>(drift, Noise, step);
            for (var lane = 0; lane < lanes; lane++)
            for (var i = 0; i < 8; i++)
                integrator.X.Span[i * lanes + lane] = start[(first + lane) % trajectories, i];
            var random = new Numerics.Random.RandomStream(0);
            for (var time = 0; time * step < duration; time++)
            {
                for (var lane = 0; lane < Math.Min(lanes, trajectories - first); lane++)
                    if (double.IsInfinity(blown[first + lane]) && !(Size(integrator.X, lane) < limit))
                        blown[first + lane] = time * step;
                integrator.Step(random);
            }
        }
        return blown;
    }

    internal override ITileDrift<float> SingleDrift() => new ProgramDrift<float>(Program());

    internal override ITileDrift<double> DoubleDrift() => new ProgramDrift<double>(Program());

    private static LaneProgram Program() =>
        LaneProgram.Of(
            8,
            (builder, x) =>
            {
                var a = Tensor.Of(x);
                var square = a * a;
                return (-1.0 * square).Plus(square.Trace() * (1.0 / 3)).Coordinates();
            }
        );

    private static double Size(LaneBuffer<double> x, int lane)
    {
        var lanes = LaneMachine<double>.Lanes;
        return Math.Sqrt(Enumerable.Range(0, 8).Sum(i => x.Span[i * lanes + lane] * x.Span[i * lanes + lane]));
    }
}
