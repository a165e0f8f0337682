namespace MlPhys.Numerics.Lanes;

/// <summary>Writes down a program term by term.</summary>
internal sealed class LaneBuilder
{
    private readonly List<LaneInstruction> instructions = [];
    private readonly Dictionary<double, Row> constants = [];

    public int Rows { get; private set; }

    public IReadOnlyList<LaneInstruction> Instructions => instructions;

    /// <summary>Rows that the caller fills before the program runs.</summary>
    public Row[] Inputs(int count) => Range(Emit(new LaneInstruction(LaneOp.Input, Rows, count)), count);

    public Row Constant(double value)
    {
        if (!constants.TryGetValue(value, out var row))
            constants[value] = row = new Row(this, Emit(new LaneInstruction(LaneOp.Constant, Rows, Value: value)));
        return row;
    }

    /// <summary>Parameters as rows, the same for every sample.</summary>
    public Row[] Parameters(int first, int count) =>
        Range(Emit(new LaneInstruction(LaneOp.Parameter, Rows, count, Parameter: first)), count);

    public Row Binary(LaneOp op, Row a, Row b) =>
        new(this, Emit(new LaneInstruction(op, Rows, A: a.Index, B: b.Index)));

    public Row With(LaneOp op, Row a, double value = 0) =>
        new(this, Emit(new LaneInstruction(op, Rows, A: a.Index, Value: value)));

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
        var spline = new LaneInstruction(op, Rows, 2, x.Index, first, halfWidth, Stride: bins, Option: isFree);
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
