using System.Globalization;
using MlPhys.Core.Tests.SparseIdentification;
using MlPhys.SparseIdentification;
using MlPhys.SparseIdentification.Derivatives;
using MlPhys.SparseIdentification.Dynamics;

namespace MlPhys.Benchmarks.SparseIdentification;

/// <summary>What the acceptance list asks of single cases beside exact terms: errors of the field, and the same data by other methods;
/// run as <c>-- sparse-cases [SEEDS]</c>.</summary>
internal sealed class CaseDetails() : Experiment("sparse-cases", "what,noise,exact,seeds,median_error,worst_error")
{
    public override void Run(string[] arguments)
    {
        var seeds = arguments is [var count] ? int.Parse(count, CultureInfo.InvariantCulture) : 10;
        foreach (var level in new[] { 0.01, 0.05 })
        {
            Measure(
                "pendulum: field beyond the swings",
                DynamicsCase.WavePendulum,
                level,
                seeds,
                DynamicsCase.BeyondTheSwings
            );
            Measure(
                "feed: field along the data",
                DynamicsCase.MichaelisMenten,
                level,
                seeds,
                DynamicsCase.AlongTheFeed
            );
        }
        var duffing = DynamicsCase.Duffing;
        foreach (var level in new[] { 0.01, 0.05, 0.1 })
        {
            Measure("Duffing by likelihood", duffing, level, seeds, duffing.Error);
            Measure("Duffing in weak form", duffing, level, seeds, duffing.Error, Method.Weak());
            Measure(
                "Duffing in strong form",
                duffing,
                level,
                seeds,
                duffing.Error,
                Method.Regression(Derivative.Kalman)
            );
            Measure(
                "Duffing in strong form, refined",
                duffing,
                level,
                seeds,
                duffing.Error,
                Method.Regression(Derivative.Kalman, refined: true)
            );
        }
    }

    private void Measure(
        string what,
        DynamicsCase system,
        double level,
        int seeds,
        Func<DynamicsLaw, double> error,
        Method? method = null
    ) =>
        Row(
            FormattableString.Invariant($"\"{what}\",{level}"),
            () =>
            {
                var laws = Enumerable
                    .Range(1, seeds)
                    .Select(seed =>
                        SparseModel
                            .For(system.Trajectories(level, seed))
                            .WithLibrary(system.Library)
                            .WithMethod(method ?? Method.Likelihood)
                            .Fit()
                    )
                    .ToArray();
                var exact = laws.Where(system.IsExact).ToArray();
                var judged = system == DynamicsCase.MichaelisMenten ? laws : exact;
                var errors = judged.Select(error).Order().ToArray();
                var (median, worst) =
                    errors.Length == 0 ? (double.NaN, double.NaN) : (errors[errors.Length / 2], errors[^1]);
                return $"{exact.Length},{seeds},{median:G3},{worst:G3}";
            }
        );
}
