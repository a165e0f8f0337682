using MlPhys.Flows.Bijections;
using MlPhys.Numerics.Lanes;

namespace MlPhys.Turbulence.Models.Isotropic;

/// <summary>Bends length and shape of the strain in its own eigenframe: |S| by a spline, the angle of the shape by one that depends on |S|.</summary>
/// <remarks>
/// The plane of eigenvalues holds S/|S| at an angle t and √6(S²/|S|² - I/3) at -2t with cos 3t = c, so that 3t and the perpendicular direction follow without
/// eigenvalues; dS ~ r⁴ dr sin(3t) d(3t).
/// </remarks>
internal sealed class StrainForm(ParameterPlan plan, NetworkShape shape, int bins)
{
    private const double Tiny = 1e-14;
    private const double Least = 1e-7;
    private readonly Network _network = shape.Build(plan, 2, 3 * bins + 1);
    private readonly int _scale = plan.Add(1, 0);
    private readonly int _spline = plan.Add(3 * bins - 1, 0);

    public (Strain Strain, Row LogDeterminant) Forward(LaneBuilder builder, Strain s)
    {
        var scale = builder.Parameters(_scale, 1)[0];
        var spline = builder.Parameters(_spline, 3 * bins - 1);
        var length = StrainShape.Of(s).Length;
        var stretched = length * scale.Exp();
        var (mapped, ratio, slope) = RadialSpline.Apply(builder, stretched, spline, inverse: false);
        var (direction, turned) = Turn(builder, s, length, length, inverse: false);
        return (mapped * direction, 5 * scale + slope + 4 * ratio.Log() + turned);
    }

    public (Strain Strain, Row LogDeterminant) Inverse(LaneBuilder builder, Strain s)
    {
        var scale = builder.Parameters(_scale, 1)[0];
        var spline = builder.Parameters(_spline, 3 * bins - 1);
        var length = StrainShape.Of(s).Length;
        var (mapped, ratio, slope) = RadialSpline.Apply(builder, length, spline, inverse: true);
        var original = mapped * (-scale).Exp();
        var (direction, turned) = Turn(builder, s, length, original, inverse: true);
        return (original * direction, slope + 4 * ratio.Log() - 5 * scale + turned);
    }

    /// <summary>The direction of the strain turned in its eigenframe.</summary>
    private (Strain Direction, Row LogDeterminant) Turn(
        LaneBuilder builder,
        Strain s,
        Row length,
        Row given,
        bool inverse
    )
    {
        var unit = (1 / length) * s;
        var other = Math.Sqrt(6) * unit.Squared().Plus(builder.Constant(-1.0 / 3));
        var cosine = unit.Dot(other);
        var across = cosine * unit - other;
        var sine = (across.Dot(across) + Tiny).Sqrt();
        var angle = cosine.AngleTo(sine);
        var logLength = (1 + given).Log();
        var knots = _network.Apply(builder, [logLength, given / (1 + given)]);
        var (bent, slope) = builder.Spline(angle - Math.PI / 2, knots, Math.PI / 2, inverse);
        var mapped = bent + Math.PI / 2;
        var turn = (mapped - angle) * (1.0 / 3);
        var direction = turn.Cos() * unit + (turn.Sin() / sine) * across;
        return (direction, slope + mapped.Sin().Maximum(Least).Log() - sine.Maximum(Least).Log());
    }
}
