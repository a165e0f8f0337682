using MlPhys.SparseIdentification.Gram;

namespace MlPhys.SparseIdentification.Solvers;

internal sealed record Stlsq(double? Threshold, double Ridge) : Solver
{
    internal override SubsetFit Solve(GramSystem system)
    {
        var unit = UnitColumns.Of(system);
        if (Threshold is { } threshold)
            return system.Fit(Support(unit, threshold));
        var shares = unit.System.Fit(unit.System.Alive).Coefficients.Select(Math.Abs).Where(c => c > 0);
        return Best(
            system,
            shares
                .Select(share => Support(unit, share / unit.TargetNorm * (1 + 1e-9)))
                .Prepend(Support(unit, 0))
                .DistinctBy(s => string.Join(',', s), StringComparer.Ordinal)
                .Select(system.Fit)
        );
    }

    private int[] Support(UnitColumns unit, double threshold)
    {
        var support = unit.System.Alive;
        while (true)
        {
            var fit = unit.Ridged(Ridge).Fit(support);
            int[] kept = [.. support.Where(j => Math.Abs(fit.Coefficients[j]) >= threshold * unit.TargetNorm)];
            if (kept.Length == support.Length)
                return kept;
            support = kept;
        }
    }
}
