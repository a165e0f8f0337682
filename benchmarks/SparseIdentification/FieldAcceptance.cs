using MlPhys.Core.Tests.SparseIdentification;

namespace MlPhys.Benchmarks.SparseIdentification;

/// <summary>The field equations of the acceptance list at all noise levels; run as <c>-- sparse-fields</c>.</summary>
internal sealed class FieldAcceptance()
    : Experiment("sparse-fields", "equation,noise,exact,seeds,median_error,worst_error,mean_square_deviation")
{
    private const int Seeds = 10;
    private static readonly double[] Levels = [0, 0.1, 0.2, 0.5];

    public override void Run(string[] arguments)
    {
        foreach (var system in FieldCase.All)
        foreach (var level in Levels)
            Row(FormattableString.Invariant($"{system.Name},{level}"), () => Measure(system, level));
    }

    private static FormattableString Measure(FieldCase system, double level)
    {
        var seeds = level == 0 ? 1 : Seeds;
        var laws = Enumerable.Range(1, seeds).Select(seed => system.Find(level, seed)).Where(system.IsExact).ToArray();
        var errors = laws.Select(system.Error).Order().ToArray();
        var squares = laws.SelectMany(l => l.Terms)
            .Average(t => Math.Pow((t.Value - system.Truth[t.Term]) / t.StandardError, 2));
        return $"{errors.Length},{seeds},{errors[errors.Length / 2]:G3},{errors[^1]:G3},{squares:G3}";
    }
}
