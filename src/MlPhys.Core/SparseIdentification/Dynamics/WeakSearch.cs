using System.Numerics.Tensors;
using MlPhys.SparseIdentification.Adaptive;
using MlPhys.SparseIdentification.Derivatives;
using MlPhys.SparseIdentification.Gram;
using MlPhys.SparseIdentification.Laws;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Likelihood;
using MlPhys.SparseIdentification.Tables;
using MlPhys.SparseIdentification.Weak;

namespace MlPhys.SparseIdentification.Dynamics;

/// <summary>Laws by whitened weak equations: terms by the extended BIC on rows that are independent, states denoised by
/// the law in turn; several widths of the test functions vote on the terms.</summary>
internal sealed class WeakSearch(
    IReadOnlyList<Trajectory> trajectories,
    Candidate[] candidates,
    CancellationToken cancellation
)
{
    private const int Power = 7;
    private const int Rounds = 6;
    private const int CentresPerWidth = 3;
    private const double Floor = 1e-6;
    private const double SmallestNoise = 1e-9;
    private static readonly double[] Widths = [0.25, 0.5, 1, 2];

    private sealed record Vote(Structure Law, double[] Errors)
    {
        public double LogErrors =>
            Errors.Zip(Law.Numbers, (e, c) => Math.Log(e / Math.Abs(c))).DefaultIfEmpty().Average();
    }

    /// <summary>The law; with a half-width in samples, by that width alone.</summary>
    public DynamicsLaw Run(int? halfWidth)
    {
        var first = trajectories[0];
        double[] noise =
        [
            .. first.States.Select(
                (_, e) => Math.Sqrt(trajectories.Average(t => Math.Pow(NoiseLevel.Of(t.Times, t.States[e].Values), 2)))
            ),
        ];
        double[][][] smooth =
        [
            .. trajectories.Select(t =>
                t.States.Select((s, e) => SteinSmoother.Smooth(t.Times, s.Values, noise[e])).ToArray()
            ),
        ];
        var time = CharacteristicTime.InSamples(trajectories, smooth);
        var most = trajectories.Max(t => t.Count) / 4;
        var votes = (halfWidth is { } given ? [given] : Widths.Select(w => (int)Math.Clamp(w * time, 6, most)))
            .Distinct()
            .Select(h => Fit(h, noise, smooth))
            .OfType<Vote>()
            .ToArray();
        if (votes.Length == 0)
            throw new InvalidOperationException(
                $"the trajectories hold too few test functions for {candidates.Length} candidates"
            );
        var best = votes
            .GroupBy(v => v.Law.Key, StringComparer.Ordinal)
            .OrderByDescending(g => g.Count())
            .ThenBy(g => g.Min(v => v.LogErrors))
            .First()
            .MinBy(v => v.LogErrors)!;
        return new DynamicsLaw(first, best.Law, best.Errors, noise);
    }

    private Vote? Fit(int halfWidth, double[] levels, double[][][] smooth)
    {
        var rows = new WeakRows(
            trajectories.Select(t => t.Times),
            halfWidth,
            Math.Max(1, halfWidth / CentresPerWidth),
            Power
        );
        if (rows.Count <= 2 * candidates.Length)
            return null;
        var start = new WeakStart(trajectories, smooth, candidates, halfWidth, cancellation).Linear();
        var law = new Structure(levels.Length, [.. start.SelectMany(e => e.Terms)]);
        var measured = Trajectory.EndToEnd(trajectories);
        double[] noise = [.. levels.Select((s, e) => Math.Max(s, SmallestNoise * Deviation(measured[e])))];
        var weak = new WhitenedWeak(rows, measured, noise);
        double[][] columns =
        [
            .. levels.Select((_, e) => smooth.SelectMany(t => t[e]).ToArray()),
            .. measured[levels.Length..],
        ];
        return Settled(weak, law, columns);
    }

    private Vote Settled(WhitenedWeak weak, Structure law, double[][] columns)
    {
        var bodies = candidates.Select(c => c.Body).ToArray();
        double[] errors = [];
        for (var round = 0; round < Rounds; round++)
        {
            cancellation.ThrowIfCancellationRequested();
            var linearised = weak.At(bodies, law.RightHandSides(), law.Numbers, columns);
            var present = law.FullNumbers(bodies);
            var target = (double[])linearised.Residual.Clone();
            for (var j = 0; j < present.Length; j++)
                if (present[j] != 0)
                    TensorPrimitives.MultiplyAdd(linearised.Regressors[j], present[j], target, target);
            var system = new GramSystem(
                VariableProjection.Gram(linearised.Regressors),
                [.. linearised.Regressors.Select(r => TensorPrimitives.Dot<double>(r, target))],
                TensorPrimitives.SumOfSquares<double>(target),
                weak.Count
            );
            var fit = new SubsetSearch(system, Score(system)).Run([.. law.LinearPlaces(bodies).Keys]);
            columns = linearised.Denoised([.. fit.Coefficients.Zip(present, (c, p) => c - p)]);
            law = new Structure(
                law.States,
                [
                    .. fit.Support.Select(j => new PlacedTerm(
                        j / bodies.Length,
                        candidates[j % bodies.Length],
                        [],
                        fit.Coefficients[j],
                        []
                    )),
                ]
            );
            var variance = fit.Rss / Math.Max(1, weak.Count - fit.Support.Length);
            errors = [.. fit.Factor.InverseDiagonal().Select(v => Math.Sqrt(v * variance))];
        }
        return new Vote(law, errors);
    }

    private static Func<double, int, double> Score(GramSystem system) =>
        (rss, terms) =>
            system.Rows * Math.Log(rss / system.TotalSquares + Floor * Floor)
            + terms * (Math.Log(system.Rows) + 2 * Math.Log(system.Count));

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
    }
}
