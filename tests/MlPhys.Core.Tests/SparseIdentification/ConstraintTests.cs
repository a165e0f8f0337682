using MlPhys.SparseIdentification;
using MlPhys.SparseIdentification.Derivatives;
using MlPhys.SparseIdentification.Dynamics;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Solvers;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.Core.Tests.SparseIdentification;

/// <summary>Regressions under linear conditions, and rational laws by the implicit form.</summary>
public class ConstraintTests
{
    [Fact]
    public void A_known_coefficient_and_an_equality_are_kept_and_help()
    {
        var system = DynamicsCase.Lorenz;
        var request = SparseModel
            .For(system.Trajectories(0.01, 1))
            .WithLibrary(Library.Polynomial(2))
            .WithMethod(Method.Regression(Derivative.Kalman));
        var law = request
            .WithConstraints(
                Constraint.Fixed("x1'", "x0 x2", -1),
                Constraint.Equal(0, ("x0'", "x0", 1.0), ("x0'", "x1", 1.0))
            )
            .Fit();

        Assert.True(system.IsExact(law), law.ToString());
        Assert.Equal(-1, Number(law, "x1'", "x0 x2"), 1e-9);
        Assert.Equal(-Number(law, "x0'", "x0"), Number(law, "x0'", "x1"), 1e-8);
        Assert.Equal(0, law.Terms.Single(t => t.Equation == "x1'" && t.Term == "x0 x2").StandardError, 1e-6);
    }

    [Fact]
    public void A_conserved_sum_is_conserved()
    {
        var times = Enumerable.Range(0, 400).Select(i => 0.02 * i).ToArray();
        var rows = Recipe.Integrate(
            (_, x) => [-1.3 * x[0] * x[1], 1.3 * x[0] * x[1] - 0.5 * x[1], 0.5 * x[1]],
            [0.95, 0.05, 0],
            0.02,
            400
        );
        var noisy = Recipe.WithNoise(rows, 0.02, 4);
        var data = Trajectory.At(times);
        foreach (var (j, name) in new[] { "s", "i", "r" }.Index())
            data = data.With(name, Recipe.Column(noisy, j));
        var law = SparseModel
            .For(data)
            .WithLibrary(Library.Custom("epidemic", x => x[0], x => x[1], x => x[0] * x[1], x => x[1] * x[1]))
            .WithMethod(Method.Regression(Derivative.Kalman))
            .WithConstraints(Constraint.Conserved(1, 1, 1))
            .Fit();
        foreach (var point in new double[][] { [0.4, 0.3, 0.1], [0.9, 0.2, 0.7] })
            Assert.Equal(0, law.Derivative(point).Sum(), 1e-9);
        Assert.NotEmpty(law.Terms);
    }

    [Fact]
    public void Signs_bind_only_where_the_data_would_break_them()
    {
        var system = DynamicsCase.VanDerPol;
        var request = SparseModel
            .For(system.Trajectories(0.01, 1))
            .WithLibrary(Library.Polynomial(3))
            .WithMethod(Method.Regression(Derivative.Kalman));
        var kept = request.WithConstraints(Constraint.Positive("x1'", "x1"), Constraint.Negative("x1'", "x0")).Fit();
        var bound = request.WithConstraints(Constraint.Negative("x1'", "x1")).Fit();

        Assert.True(system.IsExact(kept), kept.ToString());
        Assert.All(
            bound.Terms.Where(t => t.Equation == "x1'" && t.Term == "x1"),
            t => Assert.InRange(t.Value, double.NegativeInfinity, 1e-9)
        );
    }

    [Fact]
    public void Conditions_that_cannot_be_met_and_names_that_are_not_there_are_told()
    {
        var request = SparseModel.For(DynamicsCase.VanDerPol.Trajectories(0, 1)).WithMethod(Method.Regression());
        Says(
            "no law meets all of",
            () => request.WithConstraints(Constraint.Fixed("x0'", "x1", 1), Constraint.Fixed("x0'", "x1", 2)).Fit()
        );
        Says("there is no term 'x7'", () => request.WithConstraints(Constraint.Positive("x0'", "x7")).Fit());
        Says("there is no equation 'y''", () => request.WithConstraints(Constraint.Positive("y'", "x0")).Fit());
        Says("expected one for each of x0, x1", () => request.WithConstraints(Constraint.Conserved(1, 1, 1)).Fit());
        Says(
            "conditions on the coefficients need Method.Likelihood or Method.Regression",
            () => request.WithMethod(Method.Weak()).WithConstraints(Constraint.Positive("x0'", "x1")).Fit()
        );
    }

    [Fact]
    public void The_likelihood_keeps_to_conditions_too()
    {
        var system = DynamicsCase.Lorenz;
        var law = SparseModel
            .For(system.Trajectories(0.05, 1))
            .WithLibrary(Library.Polynomial(2))
            .WithConstraints(
                Constraint.Fixed("x1'", "x0 x2", -1),
                Constraint.Equal(0, ("x0'", "x0", 1.0), ("x0'", "x1", 1.0)),
                Constraint.Positive("x1'", "x0"),
                Constraint.AtMost(0.998, ("x2'", "x0 x1", 1.0))
            )
            .Fit();

        Assert.True(system.IsExact(law), law.ToString());
        Assert.Equal(-1, Number(law, "x1'", "x0 x2"), 1e-9);
        Assert.Equal(-Number(law, "x0'", "x0"), Number(law, "x0'", "x1"), 1e-6);
        Assert.InRange(Number(law, "x2'", "x0 x1"), 0.98, 0.998 + 1e-9);
        Assert.Equal(0, law.Terms.Single(t => t.Equation == "x1'" && t.Term == "x0 x2").StandardError, 1e-6);
        Assert.InRange(Number(law, "x0'", "x1"), 9.8, 10.2);
    }

    [Fact]
    public void Conditions_reach_the_coefficients_of_terms_with_inner_parameters()
    {
        var system = DynamicsCase.MichaelisMenten;
        var law = SparseModel
            .For(system.Trajectories(0.01, 8))
            .WithLibrary(Library.Polynomial(1) + Library.Saturation())
            .WithConstraints(Constraint.Fixed("x0'", "x0/(K + x0)", -1.5))
            .Fit();

        Assert.True(system.IsExact(law), law.ToString());
        Assert.Equal(-1.5, law.Terms.Single(t => t.Term == "x0/(K + x0)" && t.Parameter == "coefficient").Value, 1e-9);
        Assert.InRange(law.Terms.Single(t => t.Parameter == "K").Value, 0.29, 0.31);
    }

    [Fact]
    public void Contradicting_conditions_are_told_by_the_likelihood() =>
        Says(
            "no law meets all of",
            () =>
                SparseModel
                    .For(DynamicsCase.VanDerPol.Trajectories(0.01, 1))
                    .WithConstraints(Constraint.Fixed("x0'", "x1", 1), Constraint.Fixed("x0'", "x1", 2))
                    .Fit()
        );

    [Theory]
    [InlineData(0, 1e-5)]
    [InlineData(0.001, 2e-2)]
    public void The_implicit_form_finds_a_rational_law(double level, double error)
    {
        var system = DynamicsCase.MichaelisMenten;
        var law = SparseModel
            .For(system.Trajectories(level, 2))
            .WithLibrary(Library.Polynomial(1))
            .WithMethod(Method.Implicit(level == 0 ? Derivative.FiniteDifference(4) : null))
            .Fit();
        double[] points = [.. Enumerable.Range(0, 50).Select(i => 0.1 + 0.09 * i)];
        var largest = points.Max(x => Math.Abs(law.Derivative([x])[0] - (0.6 - 1.5 * x / (0.3 + x))));

        Assert.InRange(largest, 0, error);
        Assert.Contains("/", law.Equations()[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_make_unlikely_terms_dear()
    {
        Assert.Throws<ArgumentException>(() => Solver.WeightedSr3([1, 0]));
        var system = DynamicsCase.VanDerPol;
        var request = SparseModel.For(system.Trajectories(0, 1)).WithLibrary(Library.Polynomial(3));
        double[] weights =
        [
            .. Library.Polynomial(3).Candidates(2).Select(c => c.ToText(["x0", "x1"]) == "x0^2 x1" ? 1e6 : 1),
        ];
        var law = request
            .WithMethod(Method.Regression(Derivative.FiniteDifference(4), Solver.WeightedSr3(weights, 1e-3)))
            .Fit();

        Assert.DoesNotContain(law.Terms, t => t.Term == "x0^2 x1");
        Assert.Contains(
            request.WithMethod(Method.Regression(Derivative.FiniteDifference(4), Solver.Sr3(1e-3))).Fit().Terms,
            t => t.Term == "x0^2 x1"
        );
    }

    private static double Number(DynamicsLaw law, string equation, string term) =>
        law.Terms.Single(t => t.Equation == equation && t.Term == term).Value;

    private static void Says(string message, Action action) =>
        Assert.Contains(message, Assert.ThrowsAny<Exception>(action).Message, StringComparison.Ordinal);
}
