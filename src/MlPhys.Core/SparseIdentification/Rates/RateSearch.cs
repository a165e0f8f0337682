using MlPhys.SparseIdentification.Adaptive;
using MlPhys.SparseIdentification.Fitting;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.SparseIdentification.Rates;

/// <summary>The search of a rate law under a noise model. Relative noise is weighted by the prediction, not the datum
/// (which would bias the law down): search, weigh by the law found, search again until the law stays.</summary>
internal sealed class RateSearch(
    RateTable table,
    IReadOnlyList<Candidate> candidates,
    Selection selection,
    CancellationToken cancellation
)
{
    private const int Rounds = 5;
    private const double SmallestPrediction = 1e-3;

    public RateLaw Run(NoiseModel noise) =>
        noise switch
        {
            NoiseModel.Additive => Additive(),
            NoiseModel.Relative => Relative() ?? Additive(),
            _ => new[] { Additive(), Relative() }.OfType<RateLaw>().MinBy(law => law.Score)!,
        };

    private RateLaw Additive() => Search(Enumerable.Repeat(1.0, table.Count), NoiseModel.Additive);

    /// <summary>The law under relative noise; null where no law is left, to which the noise could be relative.</summary>
    private RateLaw? Relative()
    {
        var law = Search(Weights(table.Target.Values), NoiseModel.Relative);
        for (var round = 1; round < Rounds; round++)
        {
            if (law.Terms.IsEmpty)
                return null;
            var next = Search(Weights(law.Predictions), NoiseModel.Relative);
            var settled =
                string.Equals(next.Structure, law.Structure, StringComparison.Ordinal)
                && Close(next.Predictions, law.Predictions);
            law = next;
            if (settled)
                break;
        }
        return law.Terms.IsEmpty ? null : law;
    }

    private RateLaw Search(IEnumerable<double> weights, NoiseModel noise)
    {
        var rows = new WeightedRows([.. weights]);
        double[][] columns = [.. table.Variables.Select(v => v.Values)];
        var regression = new Regression(columns, table.Count, rows, rows.Of(table.Target.Values));
        CompiledCandidate[] pool = [.. candidates.Select(c => Compiled(c, regression))];
        var search = new AddRemove(
            regression,
            pool,
            new Score(selection.Criterion, pool.Length),
            selection.MaximumTerms,
            cancellation
        );
        search.Run();
        return RateLaw.Of(table, regression, search, noise, -2 * rows.LogDeterminant);
    }

    private CompiledCandidate Compiled(Candidate candidate, Regression regression)
    {
        var compiled = new CompiledCandidate(candidate, regression);
        return compiled.Scan.All(s => s.Rows.All(double.IsFinite))
            ? compiled
            : throw new ArgumentException(
                $"'{candidate.ToText([.. table.Variables.Select(v => v.Name)])}' is not finite on the data; "
                    + "bound its parameters or leave it out",
                nameof(candidate)
            );
    }

    /// <summary>Inverse magnitudes, bounded for values near zero by the typical one.</summary>
    private static IEnumerable<double> Weights(double[] values)
    {
        var typical = Math.Sqrt(values.Average(v => v * v));
        return values.Select(v => 1 / Math.Max(Math.Abs(v), SmallestPrediction * typical));
    }

    private static bool Close(double[] a, double[] b) =>
        a.Zip(b).All(p => Math.Abs(p.First - p.Second) <= 1e-7 * Math.Abs(p.Second));
}
