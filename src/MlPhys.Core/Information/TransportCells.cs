using System.Runtime.InteropServices;
using MathNet.Numerics.LinearAlgebra;

namespace MlPhys.Information;

/// <summary>
/// The cells (x1, x2, y) that may carry mass when the pairs (x1, y) and (x2, y) are given, and the cycles, four cells with
/// signs + - - +, along which mass moves without changing a pair.
/// </summary>
internal sealed class TransportCells
{
    private readonly int[] _firstPair;
    private readonly int[] _secondPair;

    private TransportCells(Cell[] variables, double[] start)
    {
        (Variables, Start) = (variables, start);
        var firsts = variables.Select(v => (v.First, v.Target)).Distinct().ToList();
        var seconds = variables.Select(v => (v.Second, v.Target)).Distinct().ToList();
        _firstPair = [.. variables.Select(v => firsts.IndexOf((v.First, v.Target)))];
        _secondPair = [.. variables.Select(v => firsts.Count + seconds.IndexOf((v.Second, v.Target)))];
        Cycles = FindCycles();
        CyclesAt = [.. variables.Select(_ => new List<(int, int)>())];
        for (var z = 0; z < Cycles.Length; z++)
            foreach (var (cell, sign) in Cycles[z])
                CyclesAt[cell].Add((z, sign));
    }

    [StructLayout(LayoutKind.Auto)]
    public readonly record struct Cell(int First, int Second, int Target);

    public Cell[] Variables { get; }

    /// <summary>Mass p(x1, y) p(x2, y) / p(y): positive in every cell, with the given pairs.</summary>
    public double[] Start { get; }

    public (int Cell, int Sign)[][] Cycles { get; }

    public List<(int Cycle, int Sign)>[] CyclesAt { get; }

    public int Count => Variables.Length;

    public static TransportCells Of(JointDistribution p)
    {
        var rows = p.Realisations.ToArray();
        var firsts = Pairs(rows, 0);
        var seconds = Pairs(rows, 1);
        var targets = rows.GroupBy(r => r.Target).ToDictionary(g => g.Key, g => g.Sum(r => r.Probability));
        var cells = (
            from a in firsts
            from b in seconds
            where a.Key.Y == b.Key.Y
            select (Cell: new Cell(a.Key.X, b.Key.X, a.Key.Y), Mass: a.Value * b.Value / targets[a.Key.Y])
        ).ToArray();
        return new TransportCells([.. cells.Select(c => c.Cell)], [.. cells.Select(c => c.Mass)]);
    }

    /// <summary>The change of each cell when each cycle carries a given mass.</summary>
    public double[] Direction(Vector<double> cycles)
    {
        var direction = new double[Count];
        for (var z = 0; z < Cycles.Length; z++)
            foreach (var (cell, sign) in Cycles[z])
                direction[cell] += sign * cycles[z];
        return direction;
    }

    /// <summary>nu1(x1, y) + nu2(x2, y) at each cell, for the nu that comes closest to a gradient (least squares).</summary>
    public double[] Multipliers(double[] gradient)
    {
        var size = Math.Max(_firstPair.Max(), _secondPair.Max()) + 1;
        var normal = Matrix<double>.Build.DenseIdentity(size) * 1e-13;
        var right = Vector<double>.Build.Dense(size);
        for (var i = 0; i < Count; i++)
        {
            var (a, b) = (_firstPair[i], _secondPair[i]);
            normal[a, a]++;
            normal[b, b]++;
            normal[a, b]++;
            normal[b, a]++;
            right[a] += gradient[i];
            right[b] += gradient[i];
        }
        var nu = normal.LU().Solve(right);
        return [.. Enumerable.Range(0, Count).Select(i => nu[_firstPair[i]] + nu[_secondPair[i]])];
    }

    private (int Cell, int Sign)[][] FindCycles()
    {
        var at = Variables.Select((v, i) => (v, i)).ToDictionary(x => x.v, x => x.i);
        var cycles = new List<(int, int)[]>();
        foreach (var group in Variables.GroupBy(v => v.Target))
        {
            var pivot = group.MaxBy(v => Start[at[v]]);
            foreach (var v in group.Where(v => v.First != pivot.First && v.Second != pivot.Second))
                cycles.Add([
                    (at[v], 1),
                    (at[v with { First = pivot.First }], -1),
                    (at[v with { Second = pivot.Second }], -1),
                    (at[pivot], 1),
                ]);
        }
        return [.. cycles];
    }

    private static Dictionary<(int X, int Y), double> Pairs(Realisation[] rows, int source) =>
        rows.GroupBy(r => (r.Sources[source], r.Target)).ToDictionary(g => g.Key, g => g.Sum(r => r.Probability));
}
