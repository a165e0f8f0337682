using MlPhys.SparseIdentification.Formulas;

namespace MlPhys.SparseIdentification.Gram;

/// <summary>One pass over any number of samples: features are evaluated block by block and only their products are kept.</summary>
/// <remarks>Memory is a few blocks and one matrix of features x features. The samples are cut into segments whose sums are
/// added in order, so that the result has the same bits for any number of threads.</remarks>
internal sealed class GramAccumulator
{
    private const int Tile = 4;
    private const int Padding = 8;
    private readonly Tape tape;
    private readonly int features;
    private readonly int targets;
    private readonly double[,] gram;

    /// <summary>An empty sum.</summary>
    /// <param name="features">The candidates' functions.</param>
    /// <param name="targets">Number of targets.</param>
    public GramAccumulator(IReadOnlyList<Formula> features, int targets)
    {
        tape = new Tape(features);
        (this.features, this.targets) = (features.Count, targets);
        var rows = (features.Count + targets + Tile - 1) / Tile * Tile;
        gram = new double[rows, rows];
    }

    /// <summary>Number of samples summed.</summary>
    public long Samples { get; private set; }

    /// <summary>Rows and columns of the sums: functions, targets, and what fills the last tile.</summary>
    public int Rows => gram.GetLength(0);

    /// <summary>Adds samples.</summary>
    /// <param name="variables">The variables, one column each.</param>
    /// <param name="values">The targets, one column each.</param>
    /// <param name="threads">Threads to use.</param>
    public void Add(double[][] variables, double[][] values, int threads = 1)
    {
        const int segment = 256 * TapeMemory.Length;
        var samples = variables[0].Length;
        var sums = new double[(samples + segment - 1) / segment][,];
        Parallel.For(
            0,
            sums.Length,
            new ParallelOptions { MaxDegreeOfParallelism = threads },
            i => sums[i] = Segment(Buffers(), variables, values, i * segment, Math.Min(samples, (i + 1) * segment))
        );
        foreach (var sum in sums)
            for (var i = 0; i < gram.GetLength(0); i++)
            for (var j = 0; j <= i; j++)
                gram[i, j] += sum[i, j];
        Samples += samples;
    }

    /// <summary>The sums of each block of time, for resampling.</summary>
    /// <param name="variables">The variables, one column each.</param>
    /// <param name="values">The targets, one column each.</param>
    /// <param name="blocks">Number of blocks.</param>
    public double[][,] Blocks(double[][] variables, double[][] values, int blocks)
    {
        long samples = variables[0].Length;
        var buffers = Buffers();
        return
        [
            .. Enumerable
                .Range(0, blocks)
                .Select(b =>
                    Segment(buffers, variables, values, (int)(samples * b / blocks), (int)(samples * (b + 1) / blocks))
                ),
        ];
    }

    /// <summary>The system of one target.</summary>
    public GramSystem System(int target) => System(gram, target, Samples);

    /// <summary>The system of one target from given sums.</summary>
    public GramSystem System(double[,] sums, int target, double samples)
    {
        var matrix = new double[features, features];
        for (var i = 0; i < features; i++)
        for (var j = 0; j <= i; j++)
            matrix[i, j] = matrix[j, i] = sums[i, j];
        var row = features + target;
        return new GramSystem(
            matrix,
            [.. Enumerable.Range(0, features).Select(j => sums[row, j])],
            sums[row, row],
            samples
        );
    }

    private (TapeMemory Memory, double[] Block) Buffers() =>
        (new TapeMemory(tape), new double[gram.GetLength(0) * TapeMemory.Length]);

    private double[,] Segment(
        (TapeMemory Memory, double[] Block) buffers,
        double[][] variables,
        double[][] values,
        int from,
        int to
    )
    {
        var sum = new double[gram.GetLength(0), gram.GetLength(1)];
        var (memory, block) = buffers;
        for (var start = from; start < to; start += TapeMemory.Length)
        {
            var length = Math.Min(TapeMemory.Length, to - start);
            var padded = (length + Padding - 1) / Padding * Padding;
            for (var i = 0; i < gram.GetLength(0) && padded > length; i++)
                block.AsSpan(i * TapeMemory.Length + length, padded - length).Clear();
            tape.Run(memory, variables, start, length, default);
            for (var i = 0; i < features; i++)
                tape.Result(memory, i)[..length].CopyTo(block.AsSpan(i * TapeMemory.Length));
            for (var i = 0; i < targets; i++)
                values[i].AsSpan(start, length).CopyTo(block.AsSpan((features + i) * TapeMemory.Length));
            GramProduct.AddTo(block, TapeMemory.Length, padded, sum);
        }
        return sum;
    }
}
