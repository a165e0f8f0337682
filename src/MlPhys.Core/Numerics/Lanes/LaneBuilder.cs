namespace MlPhys.Numerics.Lanes;

/// <summary>Writes down a program term by term; what is constant is computed at once, and what was written before is not written again.</summary>
internal sealed class LaneBuilder
{
    private readonly List<LaneInstruction> instructions = [];
    private readonly Dictionary<double, Row> constants = [];
    private readonly Dictionary<int, double> known = [];
    private readonly Dictionary<LaneInstruction, Row> written = [];

    private int splines;

    public int Rows { get; private set; }

    public IReadOnlyList<LaneInstruction> Instructions => instructions;

    /// <summary>Rows that the caller fills before the program runs.</summary>
    public Row[] Inputs(int count) => Range(Emit(new LaneInstruction(LaneOp.Input, Rows, count)), count);

    public Row Constant(double value)
    {
        if (!constants.TryGetValue(value, out var row))
        {
            constants[value] = row = new Row(this, Emit(new LaneInstruction(LaneOp.Constant, Rows, Value: value)));
            known[row.Index] = value;
        }
        return row;
    }

    /// <summary>Parameters as rows, the same for every sample.</summary>
    public Row[] Parameters(int first, int count) =>
        Range(Emit(new LaneInstruction(LaneOp.Parameter, Rows, count, Parameter: first)), count);

    public Row Binary(LaneOp op, Row a, Row b)
    {
        var (left, right) = (Known(a), Known(b));
        return (op, left, right) switch
        {
            (LaneOp.Add, { } x, _) => With(LaneOp.AddConstant, b, x),
            (LaneOp.Add, _, { } y) => With(LaneOp.AddConstant, a, y),
            (LaneOp.Subtract, _, { } y) => With(LaneOp.AddConstant, a, -y),
            (LaneOp.Subtract, 0.0, _) => With(LaneOp.MultiplyConstant, b, -1),
            (LaneOp.Multiply, { } x, _) => With(LaneOp.MultiplyConstant, b, x),
            (LaneOp.Multiply, _, { } y) => With(LaneOp.MultiplyConstant, a, y),
            _ => Once(new LaneInstruction(op, 0, A: a.Index, B: b.Index)),
        };
    }

    public Row With(LaneOp op, Row a, double value = 0) =>
        (op, Known(a), value) switch
        {
            (LaneOp.AddConstant, _, 0.0) or (LaneOp.MultiplyConstant, _, 1.0) => a,
            (LaneOp.MultiplyConstant, _, 0.0) => Constant(0),
            (LaneOp.AddConstant, { } x, _) => Constant(x + value),
            (LaneOp.MultiplyConstant, { } x, _) => Constant(x * value),
            _ => Once(new LaneInstruction(op, 0, A: a.Index, Value: value)),
        };

    public Row Sum(IReadOnlyList<Row> rows)
    {
        var first = Adjacent(rows);
        return new Row(this, Emit(new LaneInstruction(LaneOp.Sum, Rows, A: first, Stride: rows.Count)));
    }

    /// <summary>Units of a layer: each a weighted sum of all inputs through the nonlinearity.</summary>
    public Row[] Linear(IReadOnlyList<Row> inputs, LinearLayer layer, UnitKind unit, bool hasBias = true)
    {
        var first = Adjacent(inputs);
        var map = new LaneInstruction(
            LaneOp.Linear,
            Rows,
            layer.Outputs,
            first,
            layer.Inputs,
            Parameter: layer.First,
            Stride: layer.Stride,
            Unit: unit,
            Option: hasBias
        );
        return Range(Emit(map), layer.Outputs);
    }

    /// <summary>A monotone rational-quadratic spline on [-halfWidth, halfWidth], the identity outside.</summary>
    /// <param name="x">Argument.</param>
    /// <param name="shape">Logits of widths, of heights, and pre-activations of slopes: 3 bins - 1 rows, or 3 bins + 1 with the slopes at the ends.</param>
    /// <param name="halfWidth">Half the width of the interval.</param>
    /// <param name="inverse">Whether to solve for the argument instead.</param>
    public (Row Value, Row LogSlope) Spline(Row x, IReadOnlyList<Row> shape, double halfWidth, bool inverse)
    {
        var op = inverse ? LaneOp.SplineInverse : LaneOp.Spline;
        var isFree = shape.Count % 3 == 1;
        var bins = isFree ? (shape.Count - 1) / 3 : (shape.Count + 1) / 3;
        var first = Adjacent(shape);
        var spline = new LaneInstruction(op, Rows, 2, x.Index, first, halfWidth, splines++, bins, Option: isFree);
        var rows = Range(Emit(spline), 2);
        return (rows[0], rows[1]);
    }

    /// <summary>The rows one after the other in memory: as they are, or copied.</summary>
    public int Adjacent(IReadOnlyList<Row> rows)
    {
        var isAdjacent = true;
        for (var i = 1; i < rows.Count; i++)
            isAdjacent &= rows[i].Index == rows[0].Index + i;
        if (isAdjacent)
            return rows[0].Index;
        var first = Rows;
        foreach (var row in rows)
            Emit(new LaneInstruction(LaneOp.Copy, Rows, A: row.Index));
        return first;
    }

    private double? Known(Row row) => known.TryGetValue(row.Index, out var value) ? value : null;

    private Row Once(LaneInstruction instruction)
    {
        if (!written.TryGetValue(instruction, out var row))
            written[instruction] = row = new Row(this, Emit(instruction with { Out = Rows }));
        return row;
    }

    private int Emit(LaneInstruction instruction)
    {
        instructions.Add(instruction);
        var first = Rows;
        Rows += instruction.Count;
        return first;
    }

    private Row[] Range(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(index => new Row(this, index))];
}
