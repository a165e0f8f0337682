using MlPhys.Numerics.Lanes;

namespace MlPhys.Flows.Bijections;

/// <summary>
/// Follows a velocity field from data (time 1) to latent variables (time 0) by the classical Runge-Kutta method, with the exact divergence. Lipman et al.,
/// ICLR 2023 (arXiv 2210.02747); the change of density by Chen et al., NeurIPS 2018 (arXiv 1806.07366), eq. 8.
/// </summary>
internal sealed class ContinuousMap(ParameterPlan plan, int dimension, int context, NetworkShape shape, int steps)
    : Bijection
{
    private readonly Network _velocity = new(
        plan,
        dimension + 1 + context,
        dimension,
        shape.Width,
        shape.Depth,
        UnitKind.Tanh
    );

    public override (Row[] Values, Row LogDeterminant) Forward(LaneBuilder builder, Row[] x, Row[] context) =>
        Follow(builder, x, context, 1, -1.0 / steps);

    public override (Row[] Values, Row LogDeterminant) Inverse(LaneBuilder builder, Row[] z, Row[] context) =>
        Follow(builder, z, context, 0, 1.0 / steps);

    /// <summary>The velocity at a time.</summary>
    public Row[] Velocity(LaneBuilder builder, Row[] x, Row time, Row[] context) =>
        _velocity.Apply(builder, [.. x, time, .. context]);

    private (Row[], Row) Follow(LaneBuilder builder, Row[] x, Row[] context, double start, double h)
    {
        var total = builder.Constant(0);
        for (var step = 0; step < steps; step++)
        {
            var time = start + step * h;
            var (k1, d1) = Field(builder, x, time, context);
            var (k2, d2) = Field(builder, Moved(x, k1, h / 2), time + h / 2, context);
            var (k3, d3) = Field(builder, Moved(x, k2, h / 2), time + h / 2, context);
            var (k4, d4) = Field(builder, Moved(x, k3, h), time + h, context);
            x = [.. x.Select((value, i) => value + h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]))];
            total += h / 6 * (d1 + 2 * d2 + 2 * d3 + d4);
        }
        return (x, total);
    }

    private (Row[] Velocity, Row Divergence) Field(LaneBuilder builder, Row[] x, double time, Row[] context)
    {
        var (zero, one) = (builder.Constant(0), builder.Constant(1));
        var inputs = dimension + 1 + context.Length;
        var directions = Enumerable
            .Range(0, dimension)
            .Select(d => (IReadOnlyList<Row>)[.. Enumerable.Range(0, inputs).Select(i => i == d ? one : zero)]);
        var (velocity, tangents) = _velocity.ApplyWithTangents(
            builder,
            [.. x, builder.Constant(time), .. context],
            [.. directions]
        );
        return (velocity, tangents.Select((t, d) => t[d]).Aggregate((a, b) => a + b));
    }

    private static Row[] Moved(Row[] x, Row[] velocity, double h) =>
        [.. x.Select((value, i) => value + h * velocity[i])];
}
