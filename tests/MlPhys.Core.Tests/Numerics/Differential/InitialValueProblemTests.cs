using MlPhys.Numerics.Differential;
using MlPhys.Runs;

namespace MlPhys.Core.Tests.Numerics.Differential;

public class InitialValueProblemTests
{
    private static readonly InitialValueProblem Oscillator = InitialValueProblem.For(
        (double _, ReadOnlySpan<double> y, Span<double> d) => (d[0], d[1]) = (y[1], -y[0])
    );

    [Theory]
    [InlineData(OdeMethod.DormandPrince, 1e-5)]
    [InlineData(OdeMethod.DormandPrince, 1e-10)]
    [InlineData(OdeMethod.Rodas4, 1e-5)]
    [InlineData(OdeMethod.Rodas4, 1e-9)]
    public void Error_and_energy_of_an_oscillator_follow_the_tolerance(OdeMethod method, double tolerance)
    {
        var path = Oscillator.WithMethod(method).WithTolerances(tolerance, tolerance).Solve([1, 0], 0, 20);
        for (var i = 0; i < path.Times.Length; i++)
        {
            Assert.InRange(Math.Abs(path.States[i, 0] - Math.Cos(path.Times[i])), 0, 200 * tolerance);
            var energy = path.States[i, 0] * path.States[i, 0] + path.States[i, 1] * path.States[i, 1];
            Assert.InRange(Math.Abs(energy - 1), 0, 200 * tolerance);
        }
        for (var t = 0.0; t <= 20; t += 0.37)
            Assert.InRange(Math.Abs(path.At(t)[0] - Math.Cos(t)), 0, 300 * tolerance);
    }

    [Fact]
    public void Given_times_are_met_exactly_in_both_directions()
    {
        double[] times = [3, 2.5, 1, -4];
        var path = Oscillator.WithTolerances(1e-9, 1e-12).Solve([Math.Cos(3), -Math.Sin(3)], times);
        Assert.Equal(times, path.Times);
        for (var i = 0; i < times.Length; i++)
            Assert.Equal(Math.Cos(times[i]), path.States[i, 0], 1e-7);
        Assert.Throws<InvalidOperationException>(() => path.At(1));
    }

    [Fact]
    public void A_fixed_step_meets_the_end_with_a_shorter_last_one()
    {
        var path = Oscillator.WithMethod(OdeMethod.RungeKutta4).WithStep(0.3).Solve([1, 0], 0, 1);
        Assert.Equal([0, 0.3, 0.6, 0.9, 1], path.Times.Select(t => Math.Round(t, 12)));
        Assert.Equal(Math.Cos(1), path.Final[0], 1e-4);
    }

    [Fact]
    public void An_array_valued_right_hand_side_gives_the_same_bits()
    {
        var same = InitialValueProblem.For((_, y) => [y[1], -y[0]]);
        Assert.Equal(Oscillator.Solve([1, 0], 0, 5).Final, same.Solve([1, 0], 0, 5).Final);
    }

    [Fact]
    public void Stiff_van_der_Pol_agrees_with_the_published_solution_in_few_steps()
    {
        // Mazzia and Magherini, Test Set for IVP Solvers, release 2.4 (2008), problem VDPOL: epsilon = 1e-6, t = 2.
        var path = InitialValueProblem
            .For(
                (double _, ReadOnlySpan<double> y, Span<double> d) =>
                    (d[0], d[1]) = (y[1], ((1 - y[0] * y[0]) * y[1] - y[0]) / 1e-6)
            )
            .WithMethod(OdeMethod.Rodas4)
            .WithTolerances(1e-7, 1e-7)
            .Solve([2, 0], 0, 2);
        Assert.Equal(1, path.Final[0] / 1.706167732170483, 1e-5);
        Assert.Equal(1, path.Final[1] / -0.8928097010247975, 1e-5);
        // An explicit method, held to steps of 3e-6 by stability, would take more than 600,000.
        Assert.InRange(path.Steps, 50, 3000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Robertson_keeps_its_mass_and_agrees_with_the_published_solution(bool givenJacobian)
    {
        // Mazzia and Magherini (2008), problem ROBER at t = 1e11.
        var problem = InitialValueProblem
            .For(
                (double _, ReadOnlySpan<double> y, Span<double> d) =>
                {
                    d[0] = -0.04 * y[0] + 1e4 * y[1] * y[2];
                    d[2] = 3e7 * y[1] * y[1];
                    d[1] = -d[0] - d[2];
                }
            )
            .WithMethod(OdeMethod.Rodas4)
            .WithTolerances(1e-8, 1e-13, 1e-18, 1e-8);
        if (givenJacobian)
            problem = problem.WithJacobian(
                (_, y) =>
                    new[,]
                    {
                        { -0.04, 1e4 * y[2], 1e4 * y[1] },
                        { 0.04, -1e4 * y[2] - 6e7 * y[1], -1e4 * y[1] },
                        { 0, 6e7 * y[1], 0 },
                    }
            );
        var path = problem.Solve([1, 0, 0], [0, 40, 1e11]);
        Assert.Equal(1, path.States[1, 0] / 0.7158270688, 1e-6);
        Assert.Equal(1, path.States[1, 1] / 9.185534765e-6, 1e-6);
        Assert.Equal(1, path.States[2, 0] / 0.2083340149701255e-7, 1e-3);
        Assert.Equal(1, path.States[2, 1] / 0.8333360770334713e-13, 1e-3);
        Assert.Equal(1, path.Final.Sum(), 1e-10);
    }

    [Fact]
    public void Events_are_found_in_order_and_a_terminal_one_ends_the_integration()
    {
        var path = Oscillator
            .WithTolerances(1e-9, 1e-12)
            .WithEvent("zero", (_, y) => y[0])
            .WithEvent("descending", (_, y) => y[0], EventDirection.Falling)
            .WithEvent("late minimum", (t, y) => t > 7 ? y[1] : -1, EventDirection.Rising, terminal: true)
            .Solve([1, 0], 0, 100);
        var expected = new[]
        {
            ("zero", Math.PI / 2),
            ("descending", Math.PI / 2),
            ("zero", 3 * Math.PI / 2),
            ("zero", 5 * Math.PI / 2),
            ("descending", 5 * Math.PI / 2),
            ("late minimum", 3 * Math.PI),
        };
        Assert.Equal(expected.Select(e => e.Item1), path.Events.Select(e => e.Name));
        Assert.All(path.Events.Zip(expected), p => Assert.Equal(p.Second.Item2, p.First.Time, 1e-7));
        Assert.Equal(path.Events[^1].Time, path.Times[^1]);
        Assert.Equal(-1, path.Final[0], 1e-7);
        Assert.Throws<ArgumentOutOfRangeException>("time", () => path.At(3.5 * Math.PI));
    }

    [Fact]
    public void A_terminal_event_ends_a_run_at_given_times_too()
    {
        var path = Oscillator.WithEvent("zero", (_, y) => y[0], terminal: true).Solve([1, 0], [0, 1, 2, 3]);
        Assert.Equal(3, path.Times.Length);
        Assert.Equal(Math.PI / 2, path.Times[2], 1e-5);
    }

    [Fact]
    public void A_singularity_ends_in_an_exception_that_says_where()
    {
        var blowUp = InitialValueProblem.For((_, y) => [y[0] * y[0]]);
        var failure = Assert.Throws<ArithmeticException>(() => blowUp.Solve([1], 0, 2));
        Assert.Matches("step fell to .* at t = (1|0.99999)", failure.Message);
        Assert.Contains(
            "[0]",
            FailureOf(InitialValueProblem.For((_, y) => [Math.Sqrt(y[0])]), [-1])
                .Replace("component 0", "[0]", StringComparison.Ordinal)
        );
        Assert.Contains("not finite", FailureOf(InitialValueProblem.For((_, y) => [-1 / Math.Sqrt(y[0])]), [0.1]));
        Assert.Contains("WithStepLimit", FailureOf(Oscillator.WithStepLimit(3), [1, 0]));
        var fixedStep = blowUp.WithMethod(OdeMethod.RungeKutta4).WithStep(0.5);
        Assert.Contains("component 0 became", FailureOf(fixedStep, [100]));
    }

    [Fact]
    public void Bad_input_is_refused_with_what_was_found()
    {
        AssertRefused("initial[1] is NaN", () => Oscillator.Solve([1, double.NaN], 0, 1));
        AssertRefused("initial is empty", () => Oscillator.Solve([], 0, 1));
        AssertRefused("no finite interval", () => Oscillator.Solve([1, 0], 1, 1));
        AssertRefused("times[2] is 1", () => Oscillator.Solve([1, 0], [0, 2, 1, 3]));
        AssertRefused("length 1", () => Oscillator.Solve([1, 0], [0]));
        AssertRefused("3 absolute tolerances", () => Oscillator.WithTolerances(1e-3, 1, 1, 1).Solve([1, 0], 0, 1));
        AssertRefused("[0]", () => Oscillator.WithTolerances(1e-3, 0));
        AssertRefused("relative", () => Oscillator.WithTolerances(0, 1));
        AssertRefused("WithStep", () => Oscillator.WithMethod(OdeMethod.RungeKutta4).Solve([1, 0], 0, 1));
        AssertRefused("above 0", () => Oscillator.WithStep(double.NaN));
        AssertRefused("returned 1", () => InitialValueProblem.For((_, _) => [0.0]).Solve([1, 0], 0, 1));
        var jacobian = Oscillator.WithMethod(OdeMethod.Rodas4).WithJacobian((_, _) => new double[1, 2]);
        AssertRefused("1 x 2", () => jacobian.Solve([1, 0], 0, 1));
    }

    [Fact]
    public void Progress_is_told_and_a_cancelled_run_ends()
    {
        var reports = new List<RunProgress>();
        Oscillator.WithLargestStep(1e-3).Solve([1, 0], 0, 10, new Listener(reports));
        Assert.InRange(reports.Count, 9, 11);
        Assert.Throws<OperationCanceledException>(() =>
            Oscillator.Solve([1, 0], 0, 1, cancellation: new CancellationToken(canceled: true))
        );
    }

    private sealed class Listener(List<RunProgress> reports) : IProgress<RunProgress>
    {
        public void Report(RunProgress value) => reports.Add(value);
    }

    private static string FailureOf(InitialValueProblem problem, double[] initial) =>
        Assert.Throws<ArithmeticException>(() => problem.Solve(initial, 0, 10)).Message;

    private static void AssertRefused(string message, Action act) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(act).Message, StringComparison.Ordinal);
}
