using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using MlPhys.Numerics.Random;
using MlPhys.SparseIdentification.Gram;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification.Dynamics;

/// <summary>Bagging on Gram systems: time is cut into blocks, each block's sums are kept, and a resampled data set is a
/// weighted sum of them, with the exponential weights of the Bayesian bootstrap (Rubin 1981). No fit reads the data again,
/// and blocks keep the correlation in time.</summary>
internal sealed class EnsembleSearch(IReadOnlyList<Trajectory> trajectories, Candidate[] candidates)
{
    private const int Blocks = 200;

    /// <summary>The rows of all terms that at least one fit includes.</summary>
    public InclusionRow[] Run(RegressionMethod method, int models, double termShare, long seed)
    {
        var states = trajectories[0].States.Length;
        var sums = new GramAccumulator([.. candidates.Select(c => c.Body)], states);
        var perTrajectory = Math.Max(1, Blocks / trajectories.Count);
        var blocks = trajectories
            .SelectMany(t =>
            {
                var smooth = RegressionSearch.Estimates(t, method.Derivative);
                return sums.Blocks(
                    [.. smooth.Select(s => s.Values), .. t.Inputs.Select(u => u.Values)],
                    [.. smooth.Select(s => s.Slopes)],
                    Math.Min(perTrajectory, t.Count / 8)
                );
            })
            .Select(Packed)
            .ToArray();
        var samples = trajectories.Sum(t => t.Count);
        var stream = new RandomStream(seed);
        var found = new List<double>[states * candidates.Length];
        for (var m = 0; m < models; m++)
        {
            var weighted = Weighted(blocks, sums.Rows, stream);
            var left = Enumerable.Range(0, candidates.Length).Where(_ => stream.Uniform() >= termShare).ToHashSet();
            for (var e = 0; e < states; e++)
            {
                var fit = method.Solver.Solve(Without(sums.System(weighted, e, samples), left));
                foreach (var j in fit.Support)
                    (found[e * candidates.Length + j] ??= []).Add(fit.Coefficients[j]);
            }
        }
        string[] names = [.. trajectories[0].Variables.Select(v => v.Name)];
        return
        [
            .. found
                .Index()
                .Where(f => f.Item is not null)
                .Select(f =>
                    Row(
                        names[f.Index / candidates.Length],
                        candidates[f.Index % candidates.Length].ToText(names),
                        f.Item,
                        models
                    )
                ),
        ];
    }

    /// <summary>The lower triangle, row after row.</summary>
    private static double[] Packed(double[,] sums)
    {
        var n = sums.GetLength(0);
        var packed = new double[n * (n + 1) / 2];
        for (var (i, at) = (0, 0); i < n; at += ++i)
            MemoryMarshal.CreateReadOnlySpan(ref sums[i, 0], i + 1).CopyTo(packed.AsSpan(at));
        return packed;
    }

    private static double[,] Weighted(double[][] blocks, int rows, RandomStream stream)
    {
        var weights = Array.ConvertAll(blocks, _ => -Math.Log(1 - stream.Uniform()));
        var scale = blocks.Length / weights.Sum();
        var total = new double[blocks[0].Length];
        for (var b = 0; b < blocks.Length; b++)
            TensorPrimitives.MultiplyAdd(blocks[b], scale * weights[b], total, total);
        var sums = new double[rows, rows];
        for (var (i, at) = (0, 0); i < rows; at += ++i)
            total.AsSpan(at, i + 1).CopyTo(MemoryMarshal.CreateSpan(ref sums[i, 0], rows));
        return sums;
    }

    /// <summary>The system with some columns struck out.</summary>
    private static GramSystem Without(GramSystem system, HashSet<int> left)
    {
        foreach (var j in left)
        {
            system.Right[j] = 0;
            for (var k = 0; k < system.Count; k++)
                system.Matrix[j, k] = system.Matrix[k, j] = 0;
        }
        return system;
    }

    private static InclusionRow Row(string state, string term, List<double> values, int models)
    {
        values.Sort();
        return new InclusionRow(
            $"{state}'",
            term,
            (double)values.Count / models,
            values[values.Count / 2],
            values[(int)(0.025 * (values.Count - 1))],
            values[(int)Math.Ceiling(0.975 * (values.Count - 1))]
        );
    }
}
