using MlPhys.Numerics.Lanes;

namespace MlPhys.Flows.Bijections;

/// <summary>
/// Shifts and scales each variable by functions of those before it, from one masked network. Papamakarios, Pavlakou and Murray, NeurIPS 2017
/// (arXiv 1705.07057).
/// </summary>
internal sealed class MaskedAutoregressive : Bijection
{
    private const double Largest = 4;
    private readonly int _dimension;
    private readonly LinearLayer[] _layers;
    private readonly UnitKind _unit;

    public MaskedAutoregressive(ParameterPlan plan, int dimension, int context, NetworkShape shape)
    {
        _dimension = dimension;
        _unit = shape.Unit;
        int[] inputs = [.. Enumerable.Range(1, dimension), .. Enumerable.Repeat(0, context)];
        // Degree of a unit: it sees variables up to that number, and feeds later ones only.
        int[] hidden = [.. Enumerable.Range(0, shape.Width).Select(u => u % dimension)];
        int[] outputs = [.. Enumerable.Range(0, 2 * dimension).Select(o => o % dimension)];
        _layers =
        [
            plan.Layer(inputs.Length, shape.Width, 1, (o, i) => hidden[o] >= inputs[i]),
            .. Enumerable
                .Range(1, shape.Depth - 1)
                .Select(_ => plan.Layer(shape.Width, shape.Width, 1, (o, i) => hidden[o] >= hidden[i])),
            plan.Layer(shape.Width, outputs.Length, 0, (o, i) => outputs[o] >= hidden[i]),
        ];
    }

    public override (Row[] Values, Row LogDeterminant) Forward(LaneBuilder builder, Row[] x, Row[] context)
    {
        var (shifts, scales) = Network(builder, x, context);
        return ([.. x.Select((value, i) => (value + shifts[i]) * scales[i].Exp())], builder.Sum(scales));
    }

    public override (Row[] Values, Row LogDeterminant) Inverse(LaneBuilder builder, Row[] z, Row[] context)
    {
        Row[] x = [.. z.Select(_ => builder.Constant(0))];
        var scales = new Row[_dimension];
        for (var i = 0; i < _dimension; i++)
        {
            var (shifts, all) = Network(builder, x, context);
            scales[i] = all[i];
            x[i] = z[i] * (-all[i]).Exp() - shifts[i];
        }
        return (x, -builder.Sum(scales));
    }

    private (Row[] Shifts, Row[] Scales) Network(LaneBuilder builder, Row[] x, Row[] context)
    {
        Row[] rows = [.. x, .. context];
        for (var l = 0; l < _layers.Length; l++)
            rows = builder.Linear(rows, _layers[l], l < _layers.Length - 1 ? _unit : UnitKind.Identity);
        return (rows[.._dimension], [.. rows[_dimension..].Select(s => Largest * (s / Largest).Tanh())]);
    }
}
