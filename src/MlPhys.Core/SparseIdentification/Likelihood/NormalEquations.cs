using System.Numerics.Tensors;
using MlPhys.SparseIdentification.Gram;

namespace MlPhys.SparseIdentification.Likelihood;

/// <summary>The normal equations of all windows: the starts, of which each window has its own, are eliminated window by
/// window (Schur complement), so that a small system in the shared numbers is left.</summary>
internal sealed class NormalEquations
{
    private readonly int lanes;
    private readonly int shared;
    private readonly int states;
    private readonly double[,] gram;
    private readonly double[,] eliminated;
    private readonly double[] rows;
    private readonly List<double[][]> own = [];
    private double[][] current = [];

    public NormalEquations(int shared, int states, int lanes)
    {
        (this.shared, this.states, this.lanes) = (shared, states, lanes);
        gram = new double[shared + 1, shared + 1];
        eliminated = new double[shared + 1, shared + 1];
        rows = new double[(shared + 1 + states) * lanes];
    }

    /// <summary>Starts the next block of windows.</summary>
    public void BeginBlock()
    {
        current = [.. Enumerable.Range(0, states * (states + shared + 1)).Select(_ => new double[lanes])];
        own.Add(current);
    }

    /// <summary>Adds the measurements of one state at one sample of every window of the block.</summary>
    /// <param name="block">The windows at the sample.</param>
    /// <param name="state">Which state.</param>
    /// <param name="residual">Measured less model, over the noise; zero where nothing was measured.</param>
    /// <param name="weight">One over the noise; zero where nothing was measured.</param>
    public void Add(ShootingBlock block, int state, ReadOnlySpan<double> residual, ReadOnlySpan<double> weight)
    {
        for (var c = 0; c < shared + states; c++)
            TensorPrimitives.Multiply(block.Sensitivity(state, c), weight, Row(c < shared ? c : c + 1));
        residual.CopyTo(Row(shared));
        GramProduct.AddTo(rows, lanes, lanes, gram);
        for (var a = 0; a < states; a++)
        {
            var start = Row(shared + 1 + a);
            for (var c = 0; c <= shared; c++)
                Accumulate(start, Row(c), Own(current, a, c));
            for (var b = 0; b <= a; b++)
                Accumulate(start, Row(shared + 1 + b), Own(current, a, shared + 1 + b));
        }
    }

    /// <summary>The system in the shared numbers: its right side is the descent of half the sum of squares.</summary>
    public GramSystem Solve(int measurements)
    {
        foreach (var block in own)
            Eliminate(block);
        var matrix = new double[shared, shared];
        for (var i = 0; i < shared; i++)
        for (var j = 0; j <= i; j++)
            matrix[i, j] = matrix[j, i] = gram[i, j] - eliminated[i, j];
        var right = Enumerable.Range(0, shared).Select(j => gram[shared, j] - eliminated[shared, j]).ToArray();
        return new GramSystem(matrix, right, gram[shared, shared] - eliminated[shared, shared], measurements);
    }

    /// <summary>The moves of the starts that go with a move of the shared numbers, after <see cref="Solve"/>.</summary>
    /// <param name="move">Move of the shared numbers.</param>
    /// <returns>[state][window].</returns>
    public double[][] StartMoves(double[] move)
    {
        var moves = Enumerable.Range(0, states).Select(_ => new double[own.Count * lanes]).ToArray();
        for (var b = 0; b < own.Count; b++)
        for (var lane = 0; lane < lanes; lane++)
        {
            for (var a = states - 1; a >= 0; a--)
            {
                var value = Own(own[b], a, shared)[lane];
                for (var c = 0; c < shared; c++)
                    value -= Own(own[b], a, c)[lane] * move[c];
                for (var k = a + 1; k < states; k++)
                    value -= Own(own[b], k, shared + 1 + a)[lane] * moves[k][b * lanes + lane];
                moves[a][b * lanes + lane] = value / Own(own[b], a, shared + 1 + a)[lane];
            }
        }
        return moves;
    }

    /// <summary>Replaces, in place, A by its Cholesky factor L and C by L^-1 C, and sums (L^-1 C)'(L^-1 C).</summary>
    private void Eliminate(double[][] block)
    {
        for (var lane = 0; lane < lanes; lane++)
        for (var a = 0; a < states; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var sum = Own(block, a, shared + 1 + b)[lane];
                for (var k = 0; k < b; k++)
                    sum -= Own(block, a, shared + 1 + k)[lane] * Own(block, b, shared + 1 + k)[lane];
                Own(block, a, shared + 1 + b)[lane] =
                    a == b ? Math.Sqrt(Math.Max(sum, double.Epsilon)) : sum / Own(block, b, shared + 1 + b)[lane];
            }
            var pivot = Own(block, a, shared + 1 + a)[lane];
            for (var c = 0; c <= shared; c++)
            {
                var sum = Own(block, a, c)[lane];
                for (var k = 0; k < a; k++)
                    sum -= Own(block, a, shared + 1 + k)[lane] * Own(block, k, c)[lane];
                Own(block, a, c)[lane] = pivot > 1e-150 ? sum / pivot : 0;
            }
            if (!(pivot > 1e-150))
                Own(block, a, shared + 1 + a)[lane] = 1;
        }
        for (var a = 0; a < states; a++)
        {
            for (var c = 0; c <= shared; c++)
                Own(block, a, c).CopyTo(Row(c));
            GramProduct.AddTo(rows, lanes, lanes, eliminated);
        }
    }

    private Span<double> Row(int index) => rows.AsSpan(index * lanes, lanes);

    private double[] Own(double[][] block, int state, int column) => block[state * (states + shared + 1) + column];

    private static void Accumulate(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> target) =>
        TensorPrimitives.MultiplyAdd(a, b, target, target);
}
