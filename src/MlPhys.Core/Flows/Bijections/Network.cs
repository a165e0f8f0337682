using MlPhys.Numerics.Lanes;

namespace MlPhys.Flows.Bijections;

/// <summary>A multilayer perceptron; its last layer starts at zero, so that a flow starts as the identity.</summary>
internal sealed class Network
{
    private readonly LinearLayer[] _layers;
    private readonly UnitKind _unit;

    public Network(ParameterPlan plan, int inputs, int outputs, int width, int depth, UnitKind unit, double last = 0)
    {
        _unit = unit;
        _layers =
        [
            .. Enumerable.Range(0, depth).Select(l => plan.Layer(l == 0 ? inputs : width, width, 1)),
            plan.Layer(depth == 0 ? inputs : width, outputs, last),
        ];
    }

    public Row[] Apply(LaneBuilder builder, IReadOnlyList<Row> inputs)
    {
        for (var l = 0; l < _layers.Length; l++)
            inputs = builder.Linear(inputs, _layers[l], l < _layers.Length - 1 ? _unit : UnitKind.Identity);
        return [.. inputs];
    }

    /// <summary>Outputs and, for each direction of the inputs, their derivatives.</summary>
    public (Row[] Outputs, Row[][] Tangents) ApplyWithTangents(
        LaneBuilder builder,
        IReadOnlyList<Row> inputs,
        IReadOnlyList<Row>[] directions
    )
    {
        var tangents = directions;
        for (var l = 0; l < _layers.Length; l++)
        {
            var isLast = l == _layers.Length - 1;
            inputs = builder.Linear(inputs, _layers[l], isLast ? UnitKind.Identity : UnitKind.Tanh);
            var slopes = isLast ? [] : inputs.Select(y => 1 - y * y).ToArray();
            tangents =
            [
                .. tangents.Select(direction =>
                {
                    var moved = builder.Linear(direction, _layers[l], UnitKind.Identity, hasBias: false);
                    return (IReadOnlyList<Row>)(isLast ? moved : [.. moved.Zip(slopes, (m, s) => m * s)]);
                }),
            ];
        }
        return ([.. inputs], [.. tangents.Select(t => t.ToArray())]);
    }
}
