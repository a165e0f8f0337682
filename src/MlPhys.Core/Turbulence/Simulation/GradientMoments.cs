namespace MlPhys.Turbulence.Simulation;

/// <summary>Means over the box of powers of the velocity gradient A.</summary>
/// <param name="Square">⟨A:A⟩.</param>
/// <param name="TraceSquare">⟨Tr A²⟩, zero in a homogeneous flow.</param>
/// <param name="TraceCube">⟨Tr A³⟩, zero in a homogeneous flow.</param>
/// <param name="Trace">⟨(Tr A)²⟩^(1/2), zero in an incompressible flow.</param>
/// <param name="Longitudinal">Second, third and fourth moment of ∂u_i/∂x_i, mean of the three axes.</param>
/// <param name="StrainSquare">⟨S:S⟩.</param>
/// <param name="StrainCube">⟨Tr S³⟩.</param>
/// <param name="StrainFourth">⟨(S:S)²⟩.</param>
internal sealed record GradientMoments(
    double Square,
    double TraceSquare,
    double TraceCube,
    double Trace,
    (double Second, double Third, double Fourth) Longitudinal,
    double StrainSquare,
    double StrainCube,
    double StrainFourth
)
{
    private const int Sums = 10;

    /// <summary>Moments over all planes; each plane is summed on its own, so that the bits do not depend on the threads.</summary>
    public static GradientMoments Of(PlaneStack<double> nineGradients, VelocityModes<double> velocity)
    {
        var n = velocity.Grid.Points;
        var perPlane = new double[n * Sums];
        nineGradients.Visit(velocity, (x, planes) => Add(planes, perPlane.AsSpan(x * Sums, Sums)));
        var sums = new double[Sums];
        for (var i = 0; i < perPlane.Length; i++)
            sums[i % Sums] += perPlane[i] / Math.Pow(n, 3);
        return new GradientMoments(
            sums[0],
            sums[1],
            sums[2],
            Math.Sqrt(sums[3]),
            (sums[4] / 3, sums[5] / 3, sums[6] / 3),
            sums[7],
            sums[8],
            sums[9]
        );
    }

    private static void Add(ReadOnlySpan<double> planes, Span<double> sums)
    {
        var length = planes.Length / 9;
        Span<double> a = stackalloc double[9];
        sums.Clear();
        for (var at = 0; at < length; at++)
        {
            for (var c = 0; c < 9; c++)
                a[c] = planes[c * length + at];
            var (p, q, r) = (0.5 * (a[1] + a[3]), 0.5 * (a[2] + a[6]), 0.5 * (a[5] + a[7]));
            var square = 0.0;
            for (var c = 0; c < 9; c++)
                square += a[c] * a[c];
            var trace = a[0] + a[4] + a[8];
            var diagonal = a[0] * a[0] + a[4] * a[4] + a[8] * a[8];
            var cross = a[1] * a[3] + a[2] * a[6] + a[5] * a[7];
            var strain = diagonal + 2 * (p * p + q * q + r * r);
            var cubes = a[0] * a[0] * a[0] + a[4] * a[4] * a[4] + a[8] * a[8] * a[8];
            sums[0] += square;
            sums[1] += diagonal + 2 * cross;
            sums[2] +=
                cubes
                + 3 * (a[1] * a[3] * (a[0] + a[4]) + a[2] * a[6] * (a[0] + a[8]) + a[5] * a[7] * (a[4] + a[8]))
                + 3 * (a[1] * a[5] * a[6] + a[2] * a[3] * a[7]);
            sums[3] += trace * trace;
            sums[4] += diagonal;
            sums[5] += cubes;
            sums[6] += a[0] * a[0] * a[0] * a[0] + a[4] * a[4] * a[4] * a[4] + a[8] * a[8] * a[8] * a[8];
            sums[7] += strain;
            sums[8] +=
                cubes + 3 * (p * p * (a[0] + a[4]) + q * q * (a[0] + a[8]) + r * r * (a[4] + a[8])) + 6 * p * q * r;
            sums[9] += strain * strain;
        }
    }
}
