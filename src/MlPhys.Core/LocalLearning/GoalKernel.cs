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
/// constant. Cost O(2^n B + unions x cells).
/// </remarks>
internal sealed class GoalKernel
{
    // The product of three probabilities must not underflow.
    private const double Tiny = 1e-100;
    private const double InverseLn2 = 1.4426950408889634;
    private readonly GoalPlan _plan;
    private readonly CellTables _tables;
    private readonly double[] _pulls;
    private readonly double[] _slopes;
    private readonly Vector512<double>[] _sums;

    public GoalKernel(GoalPlan plan, int samples)
    {
        (_plan, _tables) = (plan, new CellTables(plan, samples));
        _pulls = new double[plan.Tables * _tables.Stride];
        _slopes = new double[_tables.Stride];
        _sums = new Vector512<double>[plan.Unions.Length];
    }

    /// <summary>Redundancy of each union of the plan in bits, as found by the last <see cref="Evaluate"/>.</summary>
    public double[] Redundancies { get; } = new double[18];

    /// <summary>Entropy of the output in bits.</summary>
    public double OutputEntropy { get; private set; }

    /// <summary>The goal in bits: weighted redundancies and residual entropy.</summary>
    public double GoalValue { get; private set; }

    /// <summary>Cells of the joint table that hold at least one sample.</summary>
    public int OccupiedCells => _tables.Cells;

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
        _tables.Count(codes, theta, rest);
        var (fire, silent) = (Math.Max(_tables.Total[0], Tiny), Math.Max(_tables.Total[1], Tiny));
        OutputEntropy = -(fire * Math.Log2(fire) + silent * Math.Log2(silent));
        Array.Clear(_sums);
        for (var cell = 0; cell < _tables.Cells; cell += Vector512<double>.Count)
            Unite(cell, -_plan.WeightSum * (Math.Log2(fire) - Math.Log2(silent)));
        GoalValue = _plan.Goal.ResidualWeight * OutputEntropy;
        for (var u = 0; u < _sums.Length; u++)
        {
            var redundancy = Vector512.Sum(_sums[u]) + OutputEntropy;
            Redundancies[_plan.Unions[u].Antichain] = redundancy;
            GoalValue += _plan.Unions[u].Weight * redundancy;
        }
        _tables.AddShared(_pulls, _slopes, InverseLn2);
        _tables.Distribute(_slopes, gradient, 1.0 / theta.Length);
    }

    /// <summary>All unions at eight cells: sums of p log2(U(x,y) / U(x)), slopes and pulls.</summary>
    private void Unite(int cell, double bias)
    {
        var (tables, stride) = (_tables, _tables.Stride);
        var last = (_plan.Tables - 1) * stride + cell;
        var (pFire, pRest) = (Load(tables.Fire, last), Load(tables.Rest, last));
        for (var t = 0; t < _plan.Tables; t++)
            Store(_pulls, t * stride + cell, Vector512<double>.Zero);
        var slope = Vector512.Create(bias);
        var tiny = Vector512.Create(Tiny);
        for (var u = 0; u < _plan.Unions.Length; u++)
        {
            var union = _plan.Unions[u];
            var unionFire = Vector512<double>.Zero;
            var unionRest = Vector512<double>.Zero;
            foreach (var (table, coefficient) in union.Terms)
            {
                var factor = Vector512.Create(coefficient);
                var at = table * stride + cell;
                unionFire = Vector512.FusedMultiplyAdd(factor, Load(tables.Fire, at), unionFire);
                unionRest = Vector512.FusedMultiplyAdd(factor, Load(tables.Rest, at), unionRest);
            }
            unionFire = Vector512.MaxNative(unionFire, tiny);
            unionRest = Vector512.MaxNative(unionRest, tiny);
            var whole = unionFire + unionRest;
            var both = unionFire * unionRest;
            var inverse = Vector512<double>.One / (both * whole);
            var share = both * inverse;
            var (logFire, logRest) = Elementary.Log2(unionFire * share, unionRest * share);
            _sums[u] += pFire * logFire + pRest * logRest;
            if (union.Weight == 0)
                continue;
            slope += union.Weight * (logFire - logRest);
            var pull = union.Weight * (whole * inverse) * (pFire * unionRest - pRest * unionFire);
            foreach (var (table, coefficient) in union.Terms)
            {
                var at = table * stride + cell;
                Store(_pulls, at, Vector512.FusedMultiplyAdd(Vector512.Create(coefficient), pull, Load(_pulls, at)));
            }
        }
        Store(_slopes, cell, slope);
    }

    private static Vector512<double> Load(double[] values, int at) =>
        Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(values), (nuint)at);

    private static void Store(double[] values, int at, Vector512<double> value) =>
        value.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(values), (nuint)at);
}
