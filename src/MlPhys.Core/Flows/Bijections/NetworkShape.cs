using MlPhys.Numerics.Lanes;

namespace MlPhys.Flows.Bijections;

/// <summary>Width, depth and nonlinearity of the networks of a flow.</summary>
internal sealed record NetworkShape(int Width, int Depth, UnitKind Unit)
{
    public Network Build(ParameterPlan plan, int inputs, int outputs) => new(plan, inputs, outputs, Width, Depth, Unit);
}
