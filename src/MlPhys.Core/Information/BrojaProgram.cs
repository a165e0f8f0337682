using System.Runtime.InteropServices;
using MathNet.Numerics.LinearAlgebra;

namespace MlPhys.Information;

/// <summary>
/// The convex program behind BROJA: maximise H_q(Y | X1, X2) over all q with the pairs (X1, Y) and (X2, Y) of p, by Newton
/// steps along the central path of a logarithmic barrier. The steps are sums of transport cycles, so q stays feasible exactly.
/// </summary>
/// <remarks>
/// With f(q) = sum q log(q / q(x1, x2)) the Lagrange dual is to maximise b.nu subject to
/// log sum_y exp(nu1(x1, y) + nu2(x2, y)) at most 0 for each (x1, x2). Shifting any nu by the largest of these sums makes it
/// feasible, so every nu gives a bound that holds whatever the rounding on the way. The dual is that of Makkeh, Theis and
/// Vicente, Entropy 20, 271 (2018).
/// </remarks>
internal sealed class BrojaProgram
{
    private const double TargetGap = 1e-12;
    private readonly TransportCells _cells;
    private readonly int[][] _blocks;

    private BrojaProgram(TransportCells cells)
    {
        _cells = cells;
        _blocks =
        [
            .. Enumerable
                .Range(0, cells.Count)
                .GroupBy(i => (cells.Variables[i].First, cells.Variables[i].Second))
                .Select(block => block.ToArray()),
        ];
    }

    /// <summary>The solution: value of -H_q(Y|X1,X2) in nats and the certified distance to the optimum.</summary>
    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Solution(double Value, double Gap);

    /// <summary>The program of a distribution of two sources.</summary>
    public static BrojaProgram Of(JointDistribution p) => new(TransportCells.Of(p));

    /// <summary>Follows the central path until the certified gap is below 1e-12 nats or rounding stops it.</summary>
    public Solution Solve()
    {
        var q = _cells.Start.ToArray();
        var (value, bound) = (Objective(q), double.NegativeInfinity);
        for (var barrier = 1e-2; barrier > 1e-16 && value - bound > TargetGap; barrier *= 0.1)
        {
            for (var step = 0; step < 40 && !Improve(q, barrier); step++) { }
            value = Math.Min(value, Objective(q));
            bound = Math.Max(bound, DualBound(_cells.Multipliers(Gradient(q, barrier))));
        }
        return new Solution(value, value - bound);
    }

    /// <summary>One damped Newton step on f(q) - barrier sum log q; true once it no longer moves q.</summary>
    private bool Improve(double[] q, double barrier)
    {
        var cycles = _cells.Cycles;
        if (cycles.Length == 0)
            return true;
        var gradient = Gradient(q, barrier);
        var right = Vector<double>.Build.Dense(cycles.Length, z => -cycles[z].Sum(c => c.Sign * gradient[c.Cell]));
        var direction = _cells.Direction(Curvature(q, barrier).LU().Solve(right));
        if (!Array.TrueForAll(direction, double.IsFinite))
            return true;
        var longest = Enumerable.Range(0, q.Length).Max(i => -direction[i] / q[i]);
        var movement = Enumerable.Range(0, q.Length).Max(i => Math.Abs(direction[i] / q[i]));
        var length = longest > 0.95 ? 0.95 / longest : 1;
        var (slope, before) = (direction.Zip(gradient, (d, g) => d * g).Sum(), Potential(q, barrier));
        double[] moved;
        do
        {
            moved = [.. q.Select((value, i) => value + length * direction[i])];
            length /= 2;
        } while (length > 1e-3 && Potential(moved, barrier) > before + 0.1 * length * slope + 1e-15);
        moved.CopyTo(q, 0);
        return movement < 1e-7;
    }

    private double[] Gradient(double[] q, double barrier)
    {
        var gradient = new double[q.Length];
        foreach (var block in _blocks)
        {
            var sum = block.Sum(i => q[i]);
            foreach (var i in block)
                gradient[i] = Math.Log(q[i] / sum) - barrier / q[i];
        }
        return gradient;
    }

    /// <summary>Second derivative along the cycles.</summary>
    private Matrix<double> Curvature(double[] q, double barrier)
    {
        var matrix = Matrix<double>.Build.Dense(_cells.Cycles.Length, _cells.Cycles.Length);
        foreach (var block in _blocks)
        {
            var sum = block.Sum(i => q[i]);
            foreach (var i in block)
            foreach (var j in block)
            {
                var rest = sum - q[i];
                var entry = i == j ? rest / (q[i] * sum) + barrier / (q[i] * q[i]) : -1 / sum;
                foreach (var (a, signA) in _cells.CyclesAt[i])
                foreach (var (b, signB) in _cells.CyclesAt[j])
                    matrix[a, b] += signA * signB * entry;
            }
        }
        return matrix;
    }

    private double DualBound(double[] sums)
    {
        var (bound, worst) = (0.0, double.NegativeInfinity);
        foreach (var block in _blocks)
        {
            var largest = block.Max(i => sums[i]);
            worst = Math.Max(worst, largest + Math.Log(block.Sum(i => Math.Exp(sums[i] - largest))));
        }
        for (var i = 0; i < sums.Length; i++)
            bound += _cells.Start[i] * sums[i];
        return bound - worst;
    }

    private double Potential(double[] q, double barrier) => Objective(q) - barrier * q.Sum(Math.Log);

    private double Objective(double[] q) =>
        _blocks.Sum(block =>
        {
            var sum = block.Sum(i => q[i]);
            return block.Sum(i => q[i] * Math.Log(q[i] / sum));
        });
}
