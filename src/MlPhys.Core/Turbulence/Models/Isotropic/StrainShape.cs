using MlPhys.Numerics.Lanes;

namespace MlPhys.Turbulence.Models.Isotropic;

/// <summary>The two invariants of a trace-free strain: |S| and c = √6 tr S³/|S|³, from -1 to 1.</summary>
internal readonly record struct StrainShape(Row Square, Row Length, Row Cosine)
{
    private const double Tiny = 1e-14;

    public static StrainShape Of(Strain s)
    {
        var square = s.Dot(s) + Tiny;
        var length = square.Sqrt();
        return new StrainShape(square, length, Math.Sqrt(6) * s.Dot(s.Squared()) / (square * length));
    }

    public Row LogLength => (1 + Length).Log();

    public Row Bounded => Length / (1 + Length);
}
