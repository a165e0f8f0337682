namespace MlPhys.Turbulence.Statistics;

/// <summary>What is known of one tensor, in units of the Kolmogorov time.</summary>
internal ref struct GradientMeasures
{
    private readonly Span<double> room;

    /// <param name="room">Fourteen numbers of scratch memory.</param>
    public GradientMeasures(Span<double> room) => this.room = room;

    public double Square { get; private set; }

    public double TraceSquare { get; private set; }

    public double TraceCube { get; private set; }

    public double Trace { get; private set; }

    public double StrainSquare { get; private set; }

    public double StrainCube { get; private set; }

    /// <summary>Tr WWᵀ = |ω|²/2.</summary>
    public readonly double RotationSquare => Square - StrainSquare;

    /// <summary>ω·S·ω, the production of enstrophy.</summary>
    public double Stretching { get; private set; }

    /// <summary>Eigenvalues of the strain, largest first.</summary>
    public readonly Span<double> Eigenvalues => room[..3];

    /// <summary>cos² of the vorticity with each eigenvector.</summary>
    public readonly Span<double> Cosines => room[3..6];

    /// <summary>Moments of order 2, 4, 6 over directions, of longitudinal and transverse gradients.</summary>
    public readonly Span<double> Longitudinal => room[6..9];

    public readonly Span<double> Transverse => room[9..12];

    /// <summary>s* = -√6 Tr S³/(Tr S²)^(3/2), from -1 to 1.</summary>
    public readonly double Shape => -Math.Sqrt(6) * StrainCube / Math.Pow(StrainSquare, 1.5);

    /// <summary>β = √6 λ_2/(Tr S²)^(1/2), from -1 to 1.</summary>
    public readonly double Intermediate => Math.Sqrt(6) * Eigenvalues[1] / Math.Sqrt(StrainSquare);

    /// <param name="a">Nine numbers of A.</param>
    public void Take(ReadOnlySpan<double> a)
    {
        var (p, q, r) = (0.5 * (a[1] + a[3]), 0.5 * (a[2] + a[6]), 0.5 * (a[5] + a[7]));
        var (x, y, z) = (a[7] - a[5], a[2] - a[6], a[3] - a[1]);
        var diagonal = a[0] * a[0] + a[4] * a[4] + a[8] * a[8];
        var cubes = a[0] * a[0] * a[0] + a[4] * a[4] * a[4] + a[8] * a[8] * a[8];
        Trace = a[0] + a[4] + a[8];
        StrainSquare = diagonal + 2 * (p * p + q * q + r * r);
        StrainCube =
            cubes + 3 * (p * p * (a[0] + a[4]) + q * q * (a[0] + a[8]) + r * r * (a[4] + a[8])) + 6 * p * q * r;
        Square = StrainSquare + 0.5 * (x * x + y * y + z * z);
        TraceSquare = diagonal + 2 * (a[1] * a[3] + a[2] * a[6] + a[5] * a[7]);
        TraceCube =
            cubes
            + 3 * (a[1] * a[3] * (a[0] + a[4]) + a[2] * a[6] * (a[0] + a[8]) + a[5] * a[7] * (a[4] + a[8]))
            + 3 * (a[1] * a[5] * a[6] + a[2] * a[3] * a[7]);
        Stretching = x * x * a[0] + y * y * a[4] + z * z * a[8] + 2 * (x * y * p + x * z * q + y * z * r);
        StrainEigen.Of([a[0], p, q, a[4], r, a[8]], [x, y, z], Eigenvalues, Cosines);
        room[6..12].Clear();
        Directions.Moments(a, Longitudinal, Transverse);
    }
}
