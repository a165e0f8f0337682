namespace MlPhys.SparseIdentification.Formulas;

/// <summary>Working rows of a tape: one block of samples for each instruction, small enough to stay in cache.</summary>
internal sealed class TapeMemory(Tape tape)
{
    /// <summary>Samples in a block.</summary>
    public const int Length = 256;

    private readonly double[] values = GC.AllocateUninitializedArray<double>(tape.Rows * Length);

    public Span<double> Row(int index) => values.AsSpan(index * Length, Length);
}
