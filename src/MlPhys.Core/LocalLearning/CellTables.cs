using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlPhys.LocalLearning;

/// <summary>
/// Joint table of one neuron over a batch, occupied cells only, with the marginals that a plan asks for. Pairs hold P(y = +1) and
/// P(y = -1) together, so that one addition counts both.
/// </summary>
/// <remarks>Arrays over cells are padded to whole vectors: the joint table with zeros, the marginals with ones.</remarks>
internal sealed class CellTables
{
    private readonly GoalPlan _plan;
    private readonly int[] _cellOfCode;
    private readonly int[] _cellOf;
    private readonly int[] _codes;
    private readonly int[] _places;
    private readonly Vector128<double>[] _joint;
    private readonly Vector128<double>[] _marginals;
    private readonly double[] _pullTable;

    public CellTables(GoalPlan plan, int samples)
    {
        _plan = plan;
        // One vector more than needed keeps the tables from falling upon the same lines of the cache.
        Stride = Padded(Math.Min(samples, plan.Cells)) + Vector512<double>.Count;
        _cellOfCode = new int[plan.Cells];
        Array.Fill(_cellOfCode, -1);
        _cellOf = new int[samples];
        // One more than there are cells: the count writes behind the last cell before it knows whether it needs one.
        (_codes, _joint) = (new int[Stride + 1], new Vector128<double>[Stride + 1]);
        _places = new int[Stride * plan.Marginals.Length];
        _marginals = new Vector128<double>[plan.MarginalCells];
        _pullTable = new double[plan.MarginalCells];
        (Fire, Rest) = (new double[Stride * plan.Tables], new double[Stride * plan.Tables]);
    }

    /// <summary>Cells that hold at least one sample.</summary>
    public int Cells { get; private set; }

    /// <summary>Distance between two tables in <see cref="Fire"/> and <see cref="Rest"/>.</summary>
    public int Stride { get; }

    /// <summary>P(x_S, y = +1) at each cell, [table * Stride + cell], the joint table last.</summary>
    public double[] Fire { get; }

    /// <summary>P(x_S, y = -1) at each cell.</summary>
    public double[] Rest { get; }

    /// <summary>P(y = +1) and P(y = -1).</summary>
    public Vector128<double> Total { get; private set; }

    /// <summary>Counts a batch.</summary>
    public void Count(ReadOnlySpan<double> codes, ReadOnlySpan<double> theta, ReadOnlySpan<double> rest)
    {
        Occupy(codes, theta, rest);
        var scale = Vector128.Create(1.0 / codes.Length);
        var total = Vector128<double>.Zero;
        foreach (ref var pair in _joint.AsSpan(0, Cells))
            total += pair *= scale;
        Total = total;
        foreach (var code in _codes.AsSpan(0, Cells))
            _cellOfCode[code] = -1;
        Marginalise();
        Expand();
    }

    /// <summary>Sums numbers of each table over all cells that share its marginal, and the sums over the tables.</summary>
    /// <param name="pulls">[table * Stride + cell].</param>
    /// <param name="slopes">Increased by the sums of each cell.</param>
    /// <param name="scale">Factor of the sums.</param>
    public void AddShared(ReadOnlySpan<double> pulls, Span<double> slopes, double scale)
    {
        Array.Clear(_pullTable);
        var (count, stride) = (_plan.Marginals.Length, Stride);
        ref var table = ref MemoryMarshal.GetArrayDataReference(_pullTable);
        ref var place = ref MemoryMarshal.GetArrayDataReference(_places);
        for (var cell = 0; cell < Cells; cell++)
        {
            ref var pull = ref MemoryMarshal.GetReference(pulls[cell..]);
            for (var m = 0; m < count; m++)
            {
                Unsafe.Add(ref table, place) += pull;
                place = ref Unsafe.Add(ref place, 1);
                pull = ref Unsafe.Add(ref pull, stride);
            }
        }
        place = ref MemoryMarshal.GetArrayDataReference(_places);
        for (var cell = 0; cell < Cells; cell++)
        {
            var sum = pulls[count * stride + cell];
            for (var m = 0; m < count; m++)
            {
                sum += Unsafe.Add(ref table, place);
                place = ref Unsafe.Add(ref place, 1);
            }
            slopes[cell] += scale * sum;
        }
    }

    /// <summary>Hands the number of its cell to each sample.</summary>
    public void Distribute(ReadOnlySpan<double> slopes, Span<double> gradient, double scale)
    {
        for (var b = 0; b < gradient.Length; b++)
            gradient[b] = slopes[_cellOf[b]] * scale;
    }

    private void Occupy(ReadOnlySpan<double> codes, ReadOnlySpan<double> theta, ReadOnlySpan<double> rest)
    {
        Array.Clear(_joint);
        var cellOfCode = _cellOfCode;
        ref var codeOf = ref MemoryMarshal.GetArrayDataReference(_codes);
        ref var cellOf = ref MemoryMarshal.GetArrayDataReference(_cellOf);
        ref var joint = ref MemoryMarshal.GetArrayDataReference(_joint);
        var cells = 0;
        // No branch on whether a cell is new: half of them are, which no processor can guess.
        for (var b = 0; b < codes.Length; b++)
        {
            var code = double.ConvertToIntegerNative<int>(codes[b]);
            ref var known = ref cellOfCode[code];
            var isNew = known >> 31;
            var cell = (cells & isNew) | (known & ~isNew);
            known = cell;
            Unsafe.Add(ref codeOf, cells) = code;
            cells -= isNew;
            Unsafe.Add(ref cellOf, b) = cell;
            Unsafe.Add(ref joint, cell) += Vector128.Create(theta[b], rest[b]);
        }
        Cells = cells;
    }

    private void Marginalise()
    {
        Array.Clear(_marginals);
        var count = _plan.Marginals.Length;
        ref var table = ref MemoryMarshal.GetArrayDataReference(_marginals);
        ref var place = ref MemoryMarshal.GetArrayDataReference(_places);
        ref var allPlaces = ref MemoryMarshal.GetArrayDataReference(_plan.Places);
        for (var cell = 0; cell < Cells; cell++)
        {
            var joint = _joint[cell];
            ref var from = ref Unsafe.Add(ref allPlaces, _codes[cell] * count);
            for (var m = 0; m < count; m++)
            {
                place = from;
                Unsafe.Add(ref table, from) += joint;
                place = ref Unsafe.Add(ref place, 1);
                from = ref Unsafe.Add(ref from, 1);
            }
        }
    }

    private void Expand()
    {
        var count = _plan.Marginals.Length;
        var stride = Stride;
        ref var table = ref MemoryMarshal.GetArrayDataReference(_marginals);
        ref var place = ref MemoryMarshal.GetArrayDataReference(_places);
        for (var cell = 0; cell < Cells; cell++)
        {
            ref var fire = ref Fire[cell];
            ref var rest = ref Rest[cell];
            for (var m = 0; m < count; m++)
            {
                var pair = Unsafe.Add(ref table, place);
                fire = pair[0];
                rest = pair[1];
                place = ref Unsafe.Add(ref place, 1);
                fire = ref Unsafe.Add(ref fire, stride);
                rest = ref Unsafe.Add(ref rest, stride);
            }
            Put(count * Stride + cell, _joint[cell]);
        }
        for (var cell = Cells; cell < Padded(Cells); cell++)
        for (var m = 0; m <= count; m++)
            Put(m * Stride + cell, m < count ? Vector128<double>.One : Vector128<double>.Zero);
    }

    private void Put(int at, Vector128<double> pair) => (Fire[at], Rest[at]) = (pair[0], pair[1]);

    private static int Padded(int cells) =>
        (cells + Vector512<double>.Count - 1) / Vector512<double>.Count * Vector512<double>.Count;
}
