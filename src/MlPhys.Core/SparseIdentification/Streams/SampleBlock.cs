namespace MlPhys.SparseIdentification.Streams;

/// <summary>Some samples of a stream.</summary>
/// <param name="States">One column a state.</param>
/// <param name="Slopes">The rates of change at the same samples, one column a state.</param>
public sealed record SampleBlock(double[][] States, double[][] Slopes)
{
    /// <summary>Blocks with slopes by central differences, from blocks of states at even times that follow each other
    /// without a gap; the first sample and the last of the stream are left out.</summary>
    /// <param name="step">Time between samples.</param>
    /// <param name="states">Blocks, each with one column a state.</param>
    /// <exception cref="ArgumentException">A step that is not positive, or columns of different lengths.</exception>
    public static IEnumerable<SampleBlock> OfEven(double step, IEnumerable<double[][]> states)
    {
        if (!(step > 0))
            throw new ArgumentException($"the time step is {step}, expected a positive one", nameof(step));
        return Differenced(step, states);
    }

    private static IEnumerable<SampleBlock> Differenced(double step, IEnumerable<double[][]> states)
    {
        double[][]? tail = null;
        foreach (var block in states)
        {
            if (block.Select(c => c.Length).Distinct().Count() != 1)
                throw new ArgumentException("the columns of a block differ in length", nameof(states));
            double[][] joined = tail is null ? block : [.. tail.Zip(block, (t, b) => (double[])[.. t, .. b])];
            var inner = joined[0].Length - 2;
            tail = [.. joined.Select(c => c[Math.Max(0, c.Length - 2)..])];
            if (inner < 1)
                continue;
            yield return new SampleBlock(
                [.. joined.Select(c => c[1..^1])],
                [.. joined.Select(c => Slopes(c, 0.5 / step))]
            );
        }

        static double[] Slopes(double[] column, double scale)
        {
            var slopes = new double[column.Length - 2];
            for (var i = 0; i < slopes.Length; i++)
                slopes[i] = scale * (column[i + 2] - column[i]);
            return slopes;
        }
    }
}
