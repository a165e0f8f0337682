using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlPhys.LocalLearning;

/// <summary>
/// The goal of one neuron over a batch and its gradient: joint table of the occupied cells only, I^sx redundancies by
/// inclusion-exclusion, dG/dtheta by one pass over the marginals. One instance is the workspace of one thread.
/// </summary>
/// <remarks>
/// With q_alpha = p(x,y) / U_alpha(x,y) and T_S(x_S,y) the sum over x'_S = x_S of sum_alpha kappa_alpha C_alpha,S q_alpha, the gradient is
/// dG/dtheta_b = [g_1 - g_0] / B with g_y = sum_alpha kappa_alpha log2(U_alpha(x,y) / (U_alpha(x) p(y))) + sum_S T_S / ln 2. Bins are held
/// constant. Cost O(2^n B + unions x cells). Arrays over cells are padded to whole vectors with harmless ones.
/// </remarks>
internal sealed class GoalKernel
{
    private const double Tiny = 1e-300;
    private const double InverseLn2 = 1.4426950408889634;
    private readonly GoalPlan _plan;
    private readonly int[] _compact;
    private readonly int[] _cellOf;
    private readonly int[] _codes;
    private readonly int[][] _groups;
    private readonly double[][] _fire;
    private readonly double[][] _rest;
    private readonly double[][] _fireTable;
    private readonly double[][] _restTable;
    private readonly double[][] _pull;
    private readonly double[] _slope;

    public GoalKernel(GoalPlan plan, int samples)
    {
        _plan = plan;
        var cells = Padded(Math.Min(samples, plan.Sizes[plan.Full]));
        _compact = new int[plan.Sizes[plan.Full]];
        Array.Fill(_compact, -1);
        _cellOf = new int[samples];
        _codes = new int[cells];
        _slope = new double[cells];
        _groups = Tables(_ => new int[cells]);
        _fire = Tables(_ => new double[cells]);
        _rest = Tables(_ => new double[cells]);
        _pull = Tables(_ => new double[cells]);
        _fireTable = Tables(s => new double[s == plan.Full ? 0 : plan.Sizes[s]]);
        _restTable = Tables(s => new double[s == plan.Full ? 0 : plan.Sizes[s]]);

        T[] Tables<T>(Func<int, T> make) => [.. Enumerable.Range(0, plan.Full + 1).Select(make)];
    }

    /// <summary>Redundancy of each union of the plan in bits, as found by the last <see cref="Evaluate"/>.</summary>
    public double[] Redundancies { get; } = new double[18];

    /// <summary>Entropy of the output in bits.</summary>
    public double OutputEntropy { get; private set; }

    /// <summary>The goal in bits: weighted redundancies and residual entropy.</summary>
    public double GoalValue { get; private set; }

    /// <summary>Cells of the joint table that hold at least one sample.</summary>
    public int OccupiedCells { get; private set; }

    /// <summary>Counts the batch and computes redundancies and dG/dtheta.</summary>
    /// <param name="codes">Cell of each sample in the table of all sources, the first source varying fastest.</param>
    /// <param name="theta">P(y = +1) of each sample.</param>
    /// <param name="rest">P(y = -1) of each sample.</param>
    /// <param name="gradient">Result: dG/dtheta of each sample.</param>
    public void Evaluate(
        ReadOnlySpan<double> codes,
        ReadOnlySpan<double> theta,
        ReadOnlySpan<double> rest,
        Span<double> gradient
    )
    {
        Count(codes, theta, rest);
        Marginals();
        var (fire, silent) = Totals();
        OutputEntropy = -(fire * Math.Log2(fire) + silent * Math.Log2(silent));
        _slope.AsSpan().Fill(-_plan.WeightSum * (Math.Log2(fire) - Math.Log2(silent)));
        _pull[_plan.Full].AsSpan().Clear();
        foreach (var subset in _plan.Marginals)
            _pull[subset].AsSpan().Clear();
        GoalValue = _plan.Goal.ResidualWeight * OutputEntropy;
        foreach (var union in _plan.Unions)
        {
            Redundancies[union.Antichain] = Accumulate(union) + OutputEntropy;
            GoalValue += union.Weight * Redundancies[union.Antichain];
        }
        Gather();
        var scale = 1.0 / theta.Length;
        for (var b = 0; b < theta.Length; b++)
            gradient[b] = _slope[_cellOf[b]] * scale;
    }

    private void Count(ReadOnlySpan<double> codes, ReadOnlySpan<double> theta, ReadOnlySpan<double> rest)
    {
        var (fire, silent) = (_fire[_plan.Full], _rest[_plan.Full]);
        var cells = 0;
        for (var b = 0; b < codes.Length; b++)
        {
            var code = (int)codes[b];
            var cell = _compact[code];
            if (cell < 0)
            {
                cell = _compact[code] = cells++;
                _codes[cell] = code;
                (fire[cell], silent[cell]) = (0, 0);
            }
            _cellOf[b] = cell;
            fire[cell] += theta[b];
            silent[cell] += rest[b];
        }
        OccupiedCells = cells;
        var scale = 1.0 / codes.Length;
        for (var cell = 0; cell < cells; cell++)
        {
            fire[cell] *= scale;
            silent[cell] *= scale;
            _compact[_codes[cell]] = -1;
        }
        Pad(_plan.Full, 0);
    }

    private void Marginals()
    {
        var (cells, fire, silent) = (OccupiedCells, _fire[_plan.Full], _rest[_plan.Full]);
        foreach (var subset in _plan.Marginals)
        {
            var (groups, places) = (_groups[subset], _plan.Places[subset]);
            var (fireTable, restTable) = (_fireTable[subset], _restTable[subset]);
            Array.Clear(fireTable);
            Array.Clear(restTable);
            for (var cell = 0; cell < cells; cell++)
            {
                var group = groups[cell] = places[_codes[cell]];
                fireTable[group] += fire[cell];
                restTable[group] += silent[cell];
            }
            var (fireAt, restAt) = (_fire[subset], _rest[subset]);
            for (var cell = 0; cell < cells; cell++)
                (fireAt[cell], restAt[cell]) = (fireTable[groups[cell]], restTable[groups[cell]]);
            Pad(subset, 1);
        }
    }

    private void Pad(int subset, double value)
    {
        var (cells, padding) = (OccupiedCells, Padded(OccupiedCells) - OccupiedCells);
        _fire[subset].AsSpan(cells, padding).Fill(value);
        _rest[subset].AsSpan(cells, padding).Fill(value);
    }

    private (double Fire, double Silent) Totals()
    {
        var (fire, silent) = (0.0, 0.0);
        for (var cell = 0; cell < OccupiedCells; cell++)
        {
            fire += _fire[_plan.Full][cell];
            silent += _rest[_plan.Full][cell];
        }
        return (Math.Max(fire, Tiny), Math.Max(silent, Tiny));
    }

    /// <summary>Adds one union to slope and pulls; returns sum of p log2(U(x,y) / U(x)).</summary>
    private double Accumulate(GoalPlan.Union union)
    {
        var (fire, silent) = (_fire[_plan.Full], _rest[_plan.Full]);
        var sum = Vector512<double>.Zero;
        var tiny = Vector512.Create(Tiny);
        var learns = union.Weight != 0;
        for (var cell = 0; cell < OccupiedCells; cell += Vector512<double>.Count)
        {
            var unionFire = Vector512<double>.Zero;
            var unionRest = Vector512<double>.Zero;
            foreach (var (subset, coefficient) in union.Terms)
            {
                unionFire += coefficient * Load(_fire[subset], cell);
                unionRest += coefficient * Load(_rest[subset], cell);
            }
            unionFire = Vector512.Max(unionFire, tiny);
            unionRest = Vector512.Max(unionRest, tiny);
            var whole = Vector512<double>.One / (unionFire + unionRest);
            var logFire = Vector512.Log2(Vector512.Max(unionFire * whole, tiny));
            var logRest = Vector512.Log2(Vector512.Max(unionRest * whole, tiny));
            var (pFire, pRest) = (Load(fire, cell), Load(silent, cell));
            sum += pFire * logFire + pRest * logRest;
            if (!learns)
                continue;
            Store(_slope, cell, Load(_slope, cell) + union.Weight * (logFire - logRest));
            var pull = union.Weight * (pFire / unionFire - pRest / unionRest);
            foreach (var (subset, coefficient) in union.Terms)
                Store(_pull[subset], cell, Load(_pull[subset], cell) + coefficient * pull);
        }
        return Vector512.Sum(sum);
    }

    /// <summary>Sums the pulls over all cells that share a marginal and adds them to the slope.</summary>
    private void Gather()
    {
        var cells = OccupiedCells;
        foreach (var subset in _plan.Marginals)
        {
            var (groups, pull, table) = (_groups[subset], _pull[subset], _fireTable[subset]);
            Array.Clear(table);
            for (var cell = 0; cell < cells; cell++)
                table[groups[cell]] += pull[cell];
            for (var cell = 0; cell < cells; cell++)
                _slope[cell] += InverseLn2 * table[groups[cell]];
        }
        for (var cell = 0; cell < cells; cell++)
            _slope[cell] += InverseLn2 * _pull[_plan.Full][cell];
    }

    private static int Padded(int cells) =>
        (cells + Vector512<double>.Count - 1) / Vector512<double>.Count * Vector512<double>.Count;

    private static Vector512<double> Load(double[] values, int at) =>
        Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(values), (nuint)at);

    private static void Store(double[] values, int at, Vector512<double> value) =>
        value.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(values), (nuint)at);
}
