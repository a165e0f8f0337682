using MlPhys.Numerics.Optimisation;
using MlPhys.Numerics.Random;
using MlPhys.Runs;

namespace MlPhys.Core.Tests.Numerics.Optimisation;

public class LevenbergMarquardtTests
{
    public static IEnumerable<object[]> NistCases =>
        NistProblems.All.SelectMany(p => new object[][] { [p.Name, 0], [p.Name, 1] });

    [Theory]
    [MemberData(nameof(NistCases))]
    public void Certified_values_of_NIST_are_found_from_both_starts(string name, int start)
    {
        var problem = NistProblems.All.Single(p => p.Name == name);
        var fit = LevenbergMarquardt.ForCurve(problem.X, problem.Y, problem.Model).Fit(problem.Starts[start]);
        Assert.True(fit.Converged, fit.ToString());
        AssertRelative(problem.Parameters, fit.Parameters, 2e-7);
        AssertRelative(problem.StandardErrors, fit.StandardErrors, 1e-6);
        AssertRelative([problem.ResidualSumOfSquares], [fit.ResidualSumOfSquares], 1e-9);
    }

    [Fact]
    public void A_given_Jacobian_leads_to_the_same_fit_with_fewer_evaluations()
    {
        var problem = NistProblems.Misra1a;
        var solver = LevenbergMarquardt.ForCurve(problem.X, problem.Y, problem.Model);
        var numerical = solver.Fit(problem.Starts[1]);
        var analytic = solver
            .WithJacobian(b =>
            {
                var jacobian = new double[problem.X.Length, 2];
                for (var i = 0; i < problem.X.Length; i++)
                {
                    jacobian[i, 0] = 1 - Math.Exp(-b[1] * problem.X[i]);
                    jacobian[i, 1] = b[0] * problem.X[i] * Math.Exp(-b[1] * problem.X[i]);
                }
                return jacobian;
            })
            .Fit(problem.Starts[1]);
        AssertRelative(problem.Parameters, analytic.Parameters, 1e-9);
        AssertRelative(numerical.StandardErrors, analytic.StandardErrors, 1e-7);
        Assert.True(analytic.Evaluations < numerical.Evaluations);
    }

    [Fact]
    public void A_log_scale_finds_the_same_minimum_and_the_same_errors_with_or_without_a_given_Jacobian()
    {
        var problem = NistProblems.BoxBod;
        var plain = LevenbergMarquardt.ForCurve(problem.X, problem.Y, problem.Model);
        var logarithmic = plain.WithLogScale(0, 1);
        var fit = logarithmic.Fit([10, 3]);
        AssertRelative(problem.Parameters, fit.Parameters, 1e-6);
        AssertRelative(problem.StandardErrors, fit.StandardErrors, 1e-6);
        var analytic = logarithmic.WithJacobian(b =>
        {
            var jacobian = new double[problem.X.Length, 2];
            for (var i = 0; i < problem.X.Length; i++)
            {
                jacobian[i, 0] = 1 - Math.Exp(-b[1] * problem.X[i]);
                jacobian[i, 1] = b[0] * problem.X[i] * Math.Exp(-b[1] * problem.X[i]);
            }
            return jacobian;
        });
        AssertRelative(problem.Parameters, analytic.Fit([10, 3]).Parameters, 1e-8);
    }

    [Fact]
    public void A_linear_problem_agrees_with_the_normal_equations_and_weights_count_as_repetitions()
    {
        double[] x = [0, 1, 2, 3, 4];
        double[] y = [1.1, 2.9, 5.2, 7.1, 8.7];
        var once = LevenbergMarquardt.ForCurve([.. x, 4, 4], [.. y, 8.7, 8.7], (t, p) => p[0] + p[1] * t).Fit([0, 0]);
        var weighted = LevenbergMarquardt
            .ForCurve(x, y, (t, p) => p[0] + p[1] * t)
            .WithWeights(1, 1, 1, 1, 3)
            .Fit([0, 0]);
        AssertRelative(once.Parameters, weighted.Parameters, 1e-9);
        var (mean, slope) = StraightLine([.. x, 4, 4], [.. y, 8.7, 8.7]);
        AssertRelative([mean, slope], once.Parameters, 1e-9);
    }

    [Fact]
    public void Known_measurement_errors_set_the_standard_errors()
    {
        double[] y = [3.0, 5.0, 4.0, 4.5];
        double[] sigma = [0.1, 0.2, 0.1, 0.5];
        var fit = LevenbergMarquardt
            .ForResiduals(p => [.. y.Select(v => p[0] - v)])
            .WithMeasurementErrors(sigma)
            .Fit([0]);
        var weight = sigma.Sum(s => 1 / (s * s));
        AssertRelative([1 / Math.Sqrt(weight)], fit.StandardErrors, 1e-8);
        AssertRelative([y.Zip(sigma, (v, s) => v / (s * s)).Sum() / weight], fit.Parameters, 1e-9);
    }

    [Fact]
    public void Confidence_intervals_of_95_percent_cover_95_percent_of_repeated_experiments()
    {
        const int experiments = 1000;
        var stream = new RandomStream(95);
        var x = Enumerable.Range(0, 12).Select(i => 0.1 + 0.3 * i).ToArray();
        var covered = 0;
        for (var e = 0; e < experiments; e++)
        {
            var y = x.Select(t => 2 * t / (0.7 + t) + 0.02 * stream.Gaussian()).ToArray();
            var fit = LevenbergMarquardt.ForCurve(x, y, (t, p) => p[0] * t / (p[1] + t)).Fit([1, 1]);
            var (low, high) = fit.ConfidenceInterval(1);
            covered += low <= 0.7 && 0.7 <= high ? 1 : 0;
        }
        Assert.InRange((covered / (double)experiments - 0.95) / Math.Sqrt(0.95 * 0.05 / experiments), -3.5, 3.5);
    }

    [Fact]
    public void A_parameter_that_the_data_push_out_ends_at_its_bound_and_is_reported()
    {
        var problem = NistProblems.BoxBod;
        var fit = LevenbergMarquardt
            .ForCurve(problem.X, problem.Y, problem.Model)
            .WithBounds([0, 0], [200, 10])
            .Fit([100, 1]);
        Assert.Equal(BoundState.AtUpper, fit.Estimates[0].Bound);
        Assert.Equal(200, fit.Parameters[0]);
        Assert.True(double.IsNaN(fit.StandardErrors[0]));
        Assert.Equal(5, fit.DegreesOfFreedom);
        var held = LevenbergMarquardt.ForCurve(problem.X, problem.Y, (x, b) => problem.Model(x, [200, b[0]])).Fit([1]);
        AssertRelative([held.Parameters[0]], [fit.Parameters[1]], 1e-7);
        AssertRelative([held.StandardErrors[0]], [fit.StandardErrors[1]], 1e-6);
    }

    [Fact]
    public void Bounds_that_do_not_bind_change_nothing_even_from_a_start_on_them()
    {
        var problem = NistProblems.Misra1a;
        var fit = LevenbergMarquardt
            .ForCurve(problem.X, problem.Y, problem.Model)
            .WithBounds([0, 0], [500, 1])
            .Fit([500, 0.0001]);
        AssertRelative(problem.Parameters, fit.Parameters, 1e-7);
        Assert.All(fit.Estimates, e => Assert.Equal(BoundState.Free, e.Bound));
    }

    [Fact]
    public void Parameters_that_the_data_cannot_tell_apart_get_infinite_errors_and_the_others_their_own()
    {
        double[] x = [0, 1, 2, 3, 4, 5];
        double[] y = [1.0, 2.7, 7.4, 20.0, 54.6, 148.3];
        var fit = LevenbergMarquardt.ForCurve(x, y, (t, p) => p[0] * p[1] * Math.Exp(p[2] * t)).Fit([1, 2, 0.9]);
        var reduced = LevenbergMarquardt.ForCurve(x, y, (t, p) => p[0] * Math.Exp(p[1] * t)).Fit([1, 0.9]);
        Assert.True(fit.Converged);
        Assert.Equal(2, fit.Rank);
        Assert.Equal(double.PositiveInfinity, fit.StandardErrors[0]);
        Assert.Equal(double.PositiveInfinity, fit.StandardErrors[1]);
        AssertRelative([reduced.Parameters[1]], [fit.Parameters[2]], 1e-7);
        AssertRelative([reduced.ResidualSumOfSquares], [fit.ResidualSumOfSquares], 1e-9);
        Assert.Equal((double.NegativeInfinity, double.PositiveInfinity), fit.ConfidenceInterval(0));
    }

    [Fact]
    public void A_perfect_fit_and_an_iteration_limit_are_told()
    {
        var rosenbrock = LevenbergMarquardt.ForResiduals(p => [10 * (p[1] - p[0] * p[0]), 1 - p[0]]);
        var fit = rosenbrock.Fit([-1.2, 1]);
        Assert.True(fit.Converged);
        AssertRelative([1, 1], fit.Parameters, 1e-8);
        var early = rosenbrock.WithIterationLimit(2).Fit([-1.2, 1]);
        Assert.False(early.Converged);
        Assert.Equal(Convergence.IterationLimit, early.Reason);
    }

    [Fact]
    public void Regions_where_the_model_is_not_defined_are_stepped_around()
    {
        double[] x = [1, 2, 3, 4, 5];
        var y = x.Select(t => Math.Sqrt(t - 0.9)).ToArray();
        var fit = LevenbergMarquardt.ForCurve(x, y, (t, p) => Math.Sqrt(t - p[0])).Fit([-3]);
        AssertRelative([0.9], fit.Parameters, 1e-6);
    }

    [Fact]
    public void Bad_input_is_refused_with_what_was_found()
    {
        double[] x = [1, 2, 3];
        var line = LevenbergMarquardt.ForCurve(x, x, (t, p) => p[0] * t);
        AssertRefused("length 2", () => LevenbergMarquardt.ForCurve(x, [1, 2], (t, p) => t));
        AssertRefused("y[1] is NaN", () => LevenbergMarquardt.ForCurve(x, [1, double.NaN, 2], (t, p) => t));
        AssertRefused("start[0] is NaN", () => line.Fit([double.NaN]));
        AssertRefused("3 residuals cannot determine 4", () => line.Fit([1, 2, 3, 4]));
        AssertRefused("residual 0 is NaN", () => LevenbergMarquardt.ForResiduals(p => [double.NaN, 1]).Fit([1]));
        AssertRefused("outside its bounds", () => line.WithBounds([0], [1]).Fit([2]));
        AssertRefused("lower bound must be below", () => line.WithBounds([1], [1]));
        AssertRefused("bounds are given for 2", () => line.WithBounds([0, 0], [1, 1]).Fit([0.5]));
        AssertRefused("log scale needs it above 0", () => line.WithLogScale(0).Fit([-1]));
        AssertRefused("weights[1] is -1", () => line.WithWeights(1, -1, 1));
        AssertRefused(
            "2 was expected",
            () => LevenbergMarquardt.ForResiduals(p => [p[0], 1]).WithWeights(1, 1, 1).Fit([1])
        );
        AssertRefused("sigma[0] is 0", () => line.WithMeasurementErrors(0, 1, 1));
        AssertRefused("1 x 1; 3 x 1", () => line.WithJacobian(_ => new double[1, 1]).Fit([1]));
    }

    [Fact]
    public void Progress_is_told_and_a_cancelled_run_ends()
    {
        var reports = new List<RunProgress>();
        NistFit(new Listener(reports), CancellationToken.None);
        Assert.NotEmpty(reports);
        Assert.Equal(1, reports[0].Done);
        Assert.Throws<OperationCanceledException>(() => NistFit(null, new CancellationToken(canceled: true)));
    }

    private sealed class Listener(List<RunProgress> reports) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => reports.Add(value);
    }

    private static LeastSquaresFit NistFit(IProgress<RunProgress>? progress, CancellationToken cancellation) =>
        LevenbergMarquardt
            .ForCurve(NistProblems.Rat43.X, NistProblems.Rat43.Y, NistProblems.Rat43.Model)
            .Fit(NistProblems.Rat43.Starts[1], progress, cancellation);

    private static (double Intercept, double Slope) StraightLine(double[] x, double[] y)
    {
        var (mx, my) = (x.Average(), y.Average());
        var slope = x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / x.Sum(a => (a - mx) * (a - mx));
        return (my - slope * mx, slope);
    }

    private static void AssertRefused(string message, Action act) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(act).Message, StringComparison.Ordinal);

    private static void AssertRelative(double[] expected, double[] found, double tolerance)
    {
        Assert.Equal(expected.Length, found.Length);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(
                Math.Abs(found[i] / expected[i] - 1) <= tolerance,
                $"[{i}]: expected {expected[i]:R}, found {found[i]:R}"
            );
    }
}
