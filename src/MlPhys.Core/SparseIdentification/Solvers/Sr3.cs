using MlPhys.SparseIdentification.Gram;

namespace MlPhys.SparseIdentification.Solvers;

internal sealed record Sr3(double? Threshold, double Relaxation, bool IsSoft, double[] Weights) : Solver
{
    private const int Iterations = 500;
    private const double Converged = 1e-10;

    internal override SubsetFit Solve(GramSystem system)
    {
        if (Weights.Length > 0 && Weights.Length != system.Count)
            throw new InvalidOperationException(
                $"{Weights.Length} weights, expected one for each of {system.Count} candidates"
            );
        var unit = UnitColumns.Of(system);
        if (Threshold is { } threshold)
            return system.Fit(Support(unit, threshold));
        var shares = unit
            .System.Fit(unit.System.Alive)
            .Coefficients.Select((c, j) => Math.Abs(c) / unit.TargetNorm / Weight(j));
        return Best(
            system,
            shares
                .Where(share => share > 0)
                .Select(share => Support(unit, share * (1 + 1e-9)))
                .DistinctBy(s => string.Join(',', s), StringComparer.Ordinal)
                .Select(system.Fit)
        );
    }

    /// <summary>Alternates the relaxed fit (G + I/nu) xi = b + u/nu, factored once, with the proximal step u = prox(xi).</summary>
    private int[] Support(UnitColumns unit, double threshold)
    {
        var alive = unit.System.Alive;
        var factor = CholeskyFactor.Of(unit.Ridged(1 / Relaxation).Matrix, alive);
        var cut = threshold * unit.TargetNorm;
        var relaxed = unit.System.Fit(alive).Coefficients.Where((_, j) => alive.Contains(j)).ToArray();
        for (var i = 0; i < Iterations; i++)
        {
            var fit = factor.Solve([.. alive.Select((j, k) => unit.System.Right[j] + relaxed[k] / Relaxation)]);
            double[] next = [.. fit.Select((c, k) => Proximal(c, cut * Weight(alive[k])))];
            var change = next.Zip(relaxed, (a, b) => Math.Abs(a - b)).DefaultIfEmpty().Max();
            relaxed = next;
            if (change <= Converged * unit.TargetNorm)
                break;
        }
        return [.. alive.Where((_, k) => relaxed[k] != 0)];
    }

    private double Weight(int column) => Weights.Length == 0 ? 1 : Weights[column];

    private double Proximal(double value, double cut) =>
        Math.Abs(value) < cut ? 0
        : IsSoft ? value - Math.Sign(value) * cut
        : value;
}
