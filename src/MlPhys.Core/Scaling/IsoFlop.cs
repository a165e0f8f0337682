using System.Collections.Immutable;

namespace MlPhys.Scaling;

/// <summary>The isoFLOP approach: per budget a parabola of the loss in log N, then a power law through the minima.</summary>
/// <remarks>Source: Hoffmann et al. (2022), approach 2. The exponent is exact on noiseless symmetric windows, the intercept is
/// biased for wide ones.</remarks>
/// <param name="Minima">The parabolas' minima, a row a budget.</param>
/// <param name="ModelExponent">a in N ~ C^a through the minima.</param>
public sealed record IsoFlop(ImmutableArray<ComputeOptimum> Minima, double ModelExponent)
{
    /// <summary>Groups the points by compute 6 N D and fits.</summary>
    /// <param name="points">Points on a few budgets, at least three sizes on each.</param>
    /// <exception cref="ArgumentException">Fewer than two budgets hold three sizes and a minimum.</exception>
    public static IsoFlop Fit(IEnumerable<ScalingPoint> points)
    {
        ImmutableArray<ComputeOptimum> minima =
        [
            .. ScalingTable
                .Of(points)
                .Points.GroupBy(p => Math.Round(Math.Log10(p.Compute), 3))
                .OrderBy(g => g.Key)
                .Select(g => Minimum([.. g]))
                .OfType<ComputeOptimum>(),
        ];
        if (minima.Length < 2)
            throw new ArgumentException(
                $"{minima.Length} budgets have three sizes or more and a minimum; at least 2 are needed",
                nameof(points)
            );
        var line = MathNet.Numerics.Fit.Line(
            [.. minima.Select(m => Math.Log(m.Compute))],
            [.. minima.Select(m => Math.Log(m.N))]
        );
        return new IsoFlop(minima, line.B);
    }

    private static ComputeOptimum? Minimum(ScalingPoint[] budget)
    {
        if (budget.Select(p => p.N).Distinct().Count() < 3)
            return null;
        var compute = Math.Exp(budget.Average(p => Math.Log(p.Compute)));
        var centre = budget.Average(p => Math.Log10(p.N));
        var c = MathNet.Numerics.Fit.Polynomial(
            [.. budget.Select(p => Math.Log10(p.N) - centre)],
            [.. budget.Select(p => p.Loss)],
            2
        );
        if (c[2] <= 0)
            return null;
        var at = -c[1] / (2 * c[2]);
        var n = Math.Pow(10, centre + at);
        return new ComputeOptimum(compute, n, compute / (6 * n), c[0] + at * c[1] / 2);
    }
}
