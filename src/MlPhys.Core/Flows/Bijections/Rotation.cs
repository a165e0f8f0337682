using MlPhys.Numerics.Lanes;

namespace MlPhys.Flows.Bijections;

/// <summary>A learned orthogonal map: a product of Householder reflections, as many as there are variables. Tomczak and Welling, arXiv 1611.09630.</summary>
internal sealed class Rotation(ParameterPlan plan, int dimension) : Bijection
{
    private readonly int[] _mirrors = [.. Enumerable.Range(0, dimension).Select(_ => plan.AddGaussian(dimension))];

    public override (Row[] Values, Row LogDeterminant) Forward(LaneBuilder builder, Row[] x, Row[] context) =>
        (_mirrors.Aggregate(x, (at, mirror) => Reflect(builder, at, mirror)), builder.Constant(0));

    public override (Row[] Values, Row LogDeterminant) Inverse(LaneBuilder builder, Row[] z, Row[] context) =>
        (_mirrors.Reverse().Aggregate(z, (at, mirror) => Reflect(builder, at, mirror)), builder.Constant(0));

    private Row[] Reflect(LaneBuilder builder, Row[] x, int mirror)
    {
        var v = builder.Parameters(mirror, dimension);
        var along = x.Select((value, i) => value * v[i]).Aggregate((a, b) => a + b);
        var square = v.Select(value => value * value).Aggregate((a, b) => a + b);
        var twice = 2 * along / square;
        return [.. x.Select((value, i) => value - twice * v[i])];
    }
}
