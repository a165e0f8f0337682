using MlPhys.Flows.Bijections;
using MlPhys.Numerics.Lanes;

namespace MlPhys.Turbulence.Models.Isotropic;

/// <summary>
/// Moves the vorticity by a linear map that is an isotropic function of the strain, y = exp(a) (I + b S + g (S² - I |S|²/3)) w, then its length by a spline
/// whose shape depends on the invariants of the strain.
/// </summary>
/// <remarks>b and g are bounded so that the map stays positive definite; the inverse is that of a symmetric 3 x 3 matrix.</remarks>
internal sealed class VorticityGivenStrain(ParameterPlan plan, NetworkShape shape, int bins)
{
    private const double Tiny = 1e-14;
    private const double Bound = 0.8;
    private readonly Network _network = shape.Build(plan, 3, 3 + 3 * bins - 1);

    public (Axial Vorticity, Row LogDeterminant) Forward(LaneBuilder builder, Strain s, Axial w)
    {
        var (map, scale, determinant, spline) = Map(builder, s);
        var y = scale.Exp() * (map * w);
        var length = (y.Dot(y) + Tiny).Sqrt();
        var (_, ratio, slope) = RadialSpline.Apply(builder, length, spline, inverse: false);
        return (ratio * y, 3 * scale + determinant.Log() + slope + 2 * ratio.Log());
    }

    public (Axial Vorticity, Row LogDeterminant) Inverse(LaneBuilder builder, Strain s, Axial w)
    {
        var (map, scale, determinant, spline) = Map(builder, s);
        var length = (w.Dot(w) + Tiny).Sqrt();
        var (_, ratio, slope) = RadialSpline.Apply(builder, length, spline, inverse: true);
        var back = (ratio * (-scale).Exp() / determinant) * (map.Adjugate() * w);
        return (back, slope + 2 * ratio.Log() - 3 * scale - determinant.Log());
    }

    private (Strain Map, Row LogScale, Row Determinant, Row[] Spline) Map(LaneBuilder builder, Strain s)
    {
        var form = StrainShape.Of(s);
        var outputs = _network.Apply(builder, [form.LogLength, form.Cosine, form.Bounded]);
        var shrink = 1 / (1 + form.Length);
        var b = Bound * outputs[1].Tanh() * shrink;
        var g = Bound * outputs[2].Tanh() * shrink * shrink;
        var deviation = b * s + g * s.Squared().Plus(form.Square * (-1.0 / 3));
        var map = deviation.Plus(builder.Constant(1));
        return (map, outputs[0], map.Determinant(), outputs[3..]);
    }
}
