using System.Globalization;
using MlPhys.Core.Tests.SparseIdentification;

namespace MlPhys.Benchmarks.SparseIdentification;

/// <summary>All acceptance systems for trajectories and the suite of chaotic systems, at all noise levels; run as
/// <c>-- sparse-acceptance [SEEDS]</c>.</summary>
internal sealed class Acceptance()
    : Experiment("sparse-acceptance", "system,noise,exact,seeds,median_error,worst_error")
{
    private static readonly string[] Suites = ["sindy_suite.json", "sindy_suite_further.json"];
    private static readonly double[] Levels = [0, 0.01, 0.05, 0.1];

    public override void Run(string[] arguments)
    {
        var seeds = arguments is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 10;
        foreach (var system in DynamicsCase.All.Concat(Suites.SelectMany(Suite)))
        foreach (var level in Levels)
            Row(
                FormattableString.Invariant($"{system.Name},{level}"),
                () => Measure(system, level, level == 0 ? 1 : seeds)
            );
    }

    private static IEnumerable<DynamicsCase> Suite(string file) =>
        DynamicsCase.Suite(
            File.ReadAllText(Path.Combine(Folder("tests/MlPhys.Core.Tests/SparseIdentification"), file))
        );

    private static FormattableString Measure(DynamicsCase system, double level, int seeds)
    {
        var errors = Enumerable
            .Range(1, seeds)
            .Select(seed => system.Find(level, seed))
            .Where(system.IsExact)
            .Select(system.Error)
            .Order()
            .ToArray();
        var (median, worst) = errors.Length == 0 ? (double.NaN, double.NaN) : (errors[errors.Length / 2], errors[^1]);
        return $"{errors.Length},{seeds},{median:G3},{worst:G3}";
    }
}
