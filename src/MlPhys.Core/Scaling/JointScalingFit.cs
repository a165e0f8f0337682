using System.Collections.Immutable;
using System.Globalization;
using MlPhys.Figures;

namespace MlPhys.Scaling;

/// <summary>A fitted joint law with its intervals, frontier and warnings.</summary>
/// <param name="Law">The fitted law.</param>
/// <param name="Objective">Value of the estimator's objective at the law.</param>
/// <param name="Table">The points that were fitted.</param>
/// <param name="Parameters">E, A, B, alpha, beta and the exponent a of the optimal size, with bootstrap errors.</param>
/// <param name="Resampled">Laws of the resampled tables; empty without a bootstrap.</param>
/// <param name="HeldOutError">Rms log error on the largest budget of a law fitted without it; NaN where too little is left.</param>
public sealed record JointScalingFit(
    JointLaw Law,
    double Objective,
    ScalingTable Table,
    ImmutableArray<ParameterInterval> Parameters,
    ImmutableArray<JointLaw> Resampled,
    double HeldOutError
)
{
    /// <summary>Rms log residual above which a law is said not to fit, where no repetitions tell the scatter.</summary>
    public const double MisfitThreshold = 0.05;

    /// <summary>Root mean square of ln(law / measured).</summary>
    public double RmsLogResidual =>
        Math.Sqrt(Table.Points.Average(p => Math.Pow(Math.Log(Law.Loss(p.N, p.D) / p.Loss), 2)));

    /// <summary>What makes the estimates doubtful, with numbers; bootstrap intervals do not know of it.</summary>
    public IReadOnlyList<string> Warnings => [.. MisfitWarnings()];

    /// <summary>The compute-optimal frontier, a row a budget.</summary>
    /// <param name="budgets">Budgets in FLOP.</param>
    public IReadOnlyList<FrontierPoint> Frontier(IEnumerable<double> budgets) =>
        [
            .. budgets.Select(c =>
                FrontierPoint.Of(Law.ComputeOptimal(c), Resampled.Select(law => law.ComputeOptimal(c).N))
            ),
        ];

    /// <summary>Loss against compute, one curve a model size, with the frontier.</summary>
    public Figure Figure()
    {
        var figure = MlPhys
            .Figures.Figure.Titled("Joint scaling law")
            .WithXAxis("compute C = 6 N D / FLOP", log: true)
            .WithYAxis("loss", log: true);
        foreach (var (index, size) in Table.Points.GroupBy(p => p.N).OrderBy(g => g.Key).Index())
        {
            var points = size.OrderBy(p => p.D).ToArray();
            var name = $"N = {size.Key.ToString("G3", CultureInfo.InvariantCulture)}";
            var color = Palette.Colors[index % Palette.Colors.Length];
            figure = figure
                .WithMarkers(points.Select(p => p.Compute), points.Select(p => p.Loss), name, color: color)
                .WithLine(points.Select(p => p.Compute), points.Select(p => Law.Loss(p.N, p.D)), null, color, width: 1);
        }
        var (low, high) = (Table.Points.Min(p => p.Compute), Table.Points.Max(p => p.Compute));
        var budgets = Enumerable.Range(0, 101).Select(i => low * Math.Pow(high / low, i / 100.0)).ToArray();
        return figure.WithLine(
            budgets,
            budgets.Select(c => Law.ComputeOptimal(c).Loss),
            "compute-optimal",
            color: "#000000",
            dashed: true
        );
    }

    /// <summary>The law and its doubts in a few lines.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"L(N, D) = {Law.E:G4} + {Law.A:G4} / N^{Law.Alpha:G4} + {Law.B:G4} / D^{Law.Beta:G4}, rms log residual {RmsLogResidual:G2}"
        ) + string.Concat(Warnings.Select(w => "\n  warning: " + w));

    private IEnumerable<string> MisfitWarnings()
    {
        var (rms, scatter) = (RmsLogResidual, Table.SeedScatter());
        if (double.IsNaN(scatter) && rms > MisfitThreshold)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"rms log residual {rms:G2} exceeds {MisfitThreshold}: the law does not describe these points"
            );
        if (rms > 2 * scatter)
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"rms log residual {rms:G2} is {rms / scatter:G2} times the scatter over seeds ({scatter:G2})"
            );
        if (Law.E <= 0)
            yield return "the irreducible loss E is at its bound 0";
    }
}
