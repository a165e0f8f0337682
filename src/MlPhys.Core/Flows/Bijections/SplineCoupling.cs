using MlPhys.Numerics.Lanes;

namespace MlPhys.Flows.Bijections;

/// <summary>Bends some variables by rational-quadratic splines that depend on the others; linear tails. Durkan et al., NeurIPS 2019 (arXiv 1906.04032).</summary>
internal sealed class SplineCoupling(
    ParameterPlan plan,
    int[] kept,
    int[] moved,
    int context,
    NetworkShape shape,
    int bins,
    double halfWidth
) : Bijection
{
    private readonly Network _network = shape.Build(plan, kept.Length + context, moved.Length * (3 * bins - 1));

    public override (Row[] Values, Row LogDeterminant) Forward(LaneBuilder builder, Row[] x, Row[] context) =>
        Move(builder, x, context, inverse: false);

    public override (Row[] Values, Row LogDeterminant) Inverse(LaneBuilder builder, Row[] z, Row[] context) =>
        Move(builder, z, context, inverse: true);

    private (Row[], Row) Move(LaneBuilder builder, Row[] from, Row[] context, bool inverse)
    {
        var outputs = _network.Apply(builder, [.. kept.Select(k => from[k]), .. context]);
        var to = (Row[])from.Clone();
        var slopes = new Row[moved.Length];
        var size = 3 * bins - 1;
        for (var i = 0; i < moved.Length; i++)
            (to[moved[i]], slopes[i]) = builder.Spline(
                from[moved[i]],
                outputs[(i * size)..((i + 1) * size)],
                halfWidth,
                inverse
            );
        return (to, builder.Sum(slopes));
    }
}
