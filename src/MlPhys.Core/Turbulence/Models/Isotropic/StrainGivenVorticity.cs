using MlPhys.Flows.Bijections;
using MlPhys.Numerics.Lanes;

namespace MlPhys.Turbulence.Models.Isotropic;

/// <summary>
/// Scales the parts of the strain with helicity 0, 1 and 2 about the vorticity, and adds a multiple of the vorticity's dyad; all functions of the
/// vorticity's length.
/// </summary>
/// <remarks>Differences between the scales, and the dyad, vanish as |w|², so that the map is smooth at zero vorticity.</remarks>
internal sealed class StrainGivenVorticity(ParameterPlan plan, NetworkShape shape)
{
    private const double Tiny = 1e-14;
    private readonly Network _network = shape.Build(plan, 2, 4);

    public (Strain Strain, Row LogDeterminant) Forward(LaneBuilder builder, Strain s, Axial w)
    {
        var (axis, scales, shift) = Parts(builder, w);
        var moved = Scaled(s, axis, scales) + shift * axis.Dyad();
        return (moved, Sum(scales));
    }

    public (Strain Strain, Row LogDeterminant) Inverse(LaneBuilder builder, Strain s, Axial w)
    {
        var (axis, scales, shift) = Parts(builder, w);
        Row[] back = [.. scales.Select(scale => -scale)];
        return (Scaled(s - shift * axis.Dyad(), axis, back), Sum(back));
    }

    private (Axial Axis, Row[] LogScales, Row Shift) Parts(LaneBuilder builder, Axial w)
    {
        var square = w.Dot(w) + Tiny;
        var length = square.Sqrt();
        var weight = square / (1 + square);
        var outputs = _network.Apply(builder, [(1 + length).Log(), weight]);
        Row[] scales = [outputs[0], outputs[0] + weight * outputs[1], outputs[0] + weight * outputs[2]];
        return ((1 / length) * w, scales, weight * outputs[3]);
    }

    private static Strain Scaled(Strain s, Axial axis, Row[] logScales)
    {
        var (zero, one, two) = (logScales[0].Exp(), logScales[1].Exp(), logScales[2].Exp());
        var image = s * axis;
        var along = image.Dot(axis);
        var across = image - along * axis;
        return two * s + (1.5 * along * (zero - two)) * axis.Dyad() + (one - two) * axis.Pair(across);
    }

    private static Row Sum(Row[] scales) => scales[0] + 2 * scales[1] + 2 * scales[2];
}
