namespace MlPhys.Numerics.Lanes;

/// <summary>Straight-line arithmetic on many samples at once, with its derivatives.</summary>
/// <param name="Instructions">What is done, in order.</param>
/// <param name="Rows">Rows in all.</param>
/// <param name="Inputs">First input row; inputs are adjacent.</param>
/// <param name="InputCount">Number of inputs.</param>
/// <param name="Outputs">The rows that are results.</param>
internal sealed record LaneProgram(LaneInstruction[] Instructions, int Rows, int Inputs, int InputCount, int[] Outputs)
{
    /// <summary>The program that computes results from inputs.</summary>
    public static LaneProgram Of(int inputs, Func<LaneBuilder, Row[], IEnumerable<Row>> write)
    {
        var builder = new LaneBuilder();
        var rows = builder.Inputs(inputs);
        int[] outputs = [.. write(builder, rows).Select(row => row.Index)];
        return LaneFusion.Of(new LaneProgram([.. builder.Instructions], builder.Rows, rows[0].Index, inputs, outputs));
    }

    /// <summary>The same program with its only result negated.</summary>
    public LaneProgram Negated() =>
        this with
        {
            Instructions =
            [
                .. Instructions,
                new LaneInstruction(LaneOp.MultiplyConstant, Rows, A: Outputs.Single(), Value: -1),
            ],
            Rows = Rows + 1,
            Outputs = [Rows],
        };
}
