using MlPhys.SparseIdentification.Gram;

namespace MlPhys.SparseIdentification.Solvers;

internal sealed record Ard : Solver
{
    private const int Iterations = 300;
    private const double Irrelevant = 1e8;

    /// <summary>Evidence maximisation: alpha_j = gamma_j/mu_j^2 with gamma_j = 1 - alpha_j Sigma_jj, and the noise from what
    /// is left; columns whose prior narrows to nothing leave, and the extended BIC cuts
    /// those that are left by the width of their priors.</summary>
    internal override SubsetFit Solve(GramSystem system)
    {
        var unit = UnitColumns.Of(system);
        var support = unit.System.Alive;
        var priors = support.ToDictionary(j => j, _ => 1.0);
        var variance = unit.System.Fit(support).Rss / Math.Max(1, system.Rows - support.Length);
        for (var i = 0; i < Iterations && support.Length > 0; i++)
        {
            var matrix = (double[,])unit.System.Matrix.Clone();
            foreach (var j in support)
                matrix[j, j] += variance * priors[j];
            var factor = CholeskyFactor.Of(matrix, support);
            var mean = factor.Solve([.. support.Select(j => unit.System.Right[j])]);
            var spread = factor.InverseDiagonal();
            var change = 0.0;
            var determined = 0.0;
            for (var k = 0; k < support.Length; k++)
            {
                var old = priors[support[k]];
                var gamma = Math.Max(0, 1 - old * variance * spread[k]);
                determined += gamma;
                var next = gamma / Math.Max(mean[k] * mean[k], 1e-300);
                priors[support[k]] = next;
                change = Math.Max(change, Math.Abs(Math.Log((next + 1e-300) / old)));
            }
            variance = Residual(unit.System, support, mean) / Math.Max(1, system.Rows - determined);
            var widest = support.Min(j => priors[j]);
            support = [.. support.Where(j => priors[j] < Irrelevant * widest && priors[j] * variance < 1)];
            if (change < 1e-6)
                break;
        }
        int[] byRelevance = [.. support.OrderBy(j => priors[j])];
        return Best(
            system,
            Enumerable.Range(0, support.Length + 1).Select(k => system.Fit([.. byRelevance[..k].Order()]))
        );
    }

    private static double Residual(GramSystem system, int[] support, double[] mean)
    {
        var rss = system.TotalSquares;
        for (var i = 0; i < support.Length; i++)
        {
            rss -= 2 * mean[i] * system.Right[support[i]];
            for (var j = 0; j < support.Length; j++)
                rss += mean[i] * mean[j] * system.Matrix[support[i], support[j]];
        }
        return Math.Max(rss, 1e-16 * system.TotalSquares);
    }
}
