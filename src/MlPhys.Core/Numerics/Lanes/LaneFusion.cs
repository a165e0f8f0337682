namespace MlPhys.Numerics.Lanes;

/// <summary>
/// Makes a program shorter: a product that is only added to something becomes one multiply-add, what nobody reads is left out, and rows are numbered anew. Each
/// instruction passes a tile through the caches, so that their number is what a program costs.
/// </summary>
internal static class LaneFusion
{
    public static LaneProgram Of(LaneProgram program)
    {
        var instructions = program.Instructions.ToArray();
        var uses = Uses(program);
        var writer = new Dictionary<int, int>();
        for (var at = 0; at < instructions.Length; at++)
        {
            writer[instructions[at].Out] = at;
            if (instructions[at].Op == LaneOp.Add)
                instructions[at] = Fused(instructions, at, uses, writer);
        }
        return Compact(program with { Instructions = [.. Alive(instructions, program.Outputs)] });
    }

    /// <summary>Rows that an instruction reads.</summary>
    public static IEnumerable<int> Reads(LaneInstruction i) =>
        i.Op switch
        {
            LaneOp.Input or LaneOp.Constant or LaneOp.Parameter => [],
            LaneOp.Add or LaneOp.Subtract or LaneOp.Multiply or LaneOp.Divide or LaneOp.Angle or LaneOp.AddScaled =>
            [
                i.A,
                i.B,
            ],
            LaneOp.MultiplyAdd => [i.A, i.B, i.C],
            LaneOp.Sum => Enumerable.Range(i.A, i.Stride),
            LaneOp.Linear => Enumerable.Range(i.A, i.B),
            LaneOp.Spline or LaneOp.SplineInverse => Enumerable
                .Range(i.B, 3 * i.Stride + (i.Option ? 1 : -1))
                .Prepend(i.A),
            _ => [i.A],
        };

    private static LaneInstruction Fused(
        LaneInstruction[] instructions,
        int at,
        int[] uses,
        Dictionary<int, int> writer
    )
    {
        var sum = instructions[at];
        foreach (var (term, other) in new[] { (sum.A, sum.B), (sum.B, sum.A) })
        {
            if (uses[term] != 1 || !writer.TryGetValue(term, out var origin))
                continue;
            var product = instructions[origin];
            if (product.Op == LaneOp.Multiply)
                return product with { Op = LaneOp.MultiplyAdd, Out = sum.Out, C = other };
            if (product.Op == LaneOp.MultiplyConstant)
                return product with { Op = LaneOp.AddScaled, Out = sum.Out, B = other };
        }
        return sum;
    }

    private static int[] Uses(LaneProgram program)
    {
        var uses = new int[program.Rows];
        foreach (var row in program.Instructions.SelectMany(Reads).Concat(program.Outputs))
            uses[row]++;
        return uses;
    }

    private static IEnumerable<LaneInstruction> Alive(LaneInstruction[] instructions, int[] outputs)
    {
        var read = outputs.ToHashSet();
        var alive = new Stack<LaneInstruction>();
        foreach (var i in instructions.Reverse())
            if (i.Op == LaneOp.Input || Enumerable.Range(i.Out, i.Count).Any(read.Contains))
            {
                alive.Push(i);
                read.UnionWith(Reads(i));
            }
        return alive;
    }

    /// <summary>Numbers the rows without gaps; rows that were adjacent stay so, because all of a group are read.</summary>
    private static LaneProgram Compact(LaneProgram program)
    {
        var place = new int[program.Rows];
        var rows = 0;
        foreach (var i in program.Instructions)
            for (var row = i.Out; row < i.Out + i.Count; row++)
                place[row] = rows++;
        var moved = program.Instructions.Select(i =>
        {
            int[] reads = [.. Reads(i)];
            return i with
            {
                Out = place[i.Out],
                A = reads.Length > 0 ? place[i.A] : i.A,
                B = i.Op is LaneOp.Linear || reads.Length < 2 || i.Op is LaneOp.Sum ? i.B : place[i.B],
                C = i.Op is LaneOp.MultiplyAdd ? place[i.C] : i.C,
            };
        });
        return program with
        {
            Instructions = [.. moved],
            Rows = rows,
            Inputs = place[program.Inputs],
            Outputs = [.. program.Outputs.Select(row => place[row])],
        };
    }
}
