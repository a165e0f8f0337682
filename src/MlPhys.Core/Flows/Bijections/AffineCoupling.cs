using MlPhys.Numerics.Lanes;

namespace MlPhys.Flows.Bijections;

/// <summary>Shifts and scales some variables by functions of the others. Dinh, Sohl-Dickstein and Bengio, ICLR 2017 (arXiv 1605.08803), eq. 4.</summary>
/// <remarks>The logarithm of the scale is 4 tanh(s/4), so that no layer overflows.</remarks>
internal sealed class AffineCoupling(ParameterPlan plan, int[] kept, int[] moved, int context, NetworkShape shape)
    : Bijection
{
    private const double Largest = 4;
    private readonly Network _network = shape.Build(plan, kept.Length + context, 2 * moved.Length);

    public override (Row[] Values, Row LogDeterminant) Forward(LaneBuilder builder, Row[] x, Row[] context) =>
        Move(builder, x, context, (value, shift, scale) => (value + shift) * scale.Exp(), 1);

    public override (Row[] Values, Row LogDeterminant) Inverse(LaneBuilder builder, Row[] z, Row[] context) =>
        Move(builder, z, context, (value, shift, scale) => value * (-scale).Exp() - shift, -1);

    private (Row[], Row) Move(
        LaneBuilder builder,
        Row[] from,
        Row[] context,
        Func<Row, Row, Row, Row> move,
        double sign
    )
    {
        var outputs = _network.Apply(builder, [.. kept.Select(k => from[k]), .. context]);
        var scales = outputs[moved.Length..].Select(s => Largest * (s / Largest).Tanh()).ToArray();
        var to = (Row[])from.Clone();
        for (var i = 0; i < moved.Length; i++)
            to[moved[i]] = move(from[moved[i]], outputs[i], scales[i]);
        return (to, sign * builder.Sum(scales));
    }
}
