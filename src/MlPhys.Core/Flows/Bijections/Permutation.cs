using MlPhys.Numerics.Lanes;

namespace MlPhys.Flows.Bijections;

/// <summary>Another order of the variables.</summary>
internal sealed class Permutation(int[] order) : Bijection
{
    public override (Row[] Values, Row LogDeterminant) Forward(LaneBuilder builder, Row[] x, Row[] context) =>
        ([.. order.Select(i => x[i])], builder.Constant(0));

    public override (Row[] Values, Row LogDeterminant) Inverse(LaneBuilder builder, Row[] z, Row[] context) =>
        ([.. order.Select((_, i) => z[Array.IndexOf(order, i)])], builder.Constant(0));
}
