using MlPhys.SparseIdentification;
using MlPhys.SparseIdentification.Derivatives;
using MlPhys.SparseIdentification.Dynamics;
using MlPhys.SparseIdentification.Formulas;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Solvers;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.Core.Tests.SparseIdentification;

/// <summary>What a dynamical law can do once it is found, and what its request refuses.</summary>
public class DynamicsLawTests
{
    private static readonly DynamicsCase Case = DynamicsCase.VanDerPol;

    [Fact]
    public void A_saved_law_comes_back_the_same()
    {
        var law = DynamicsCase.WavePendulum.Find(0, 0);
        var path = Path.GetTempFileName();
        try
        {
            law.Save(path);
            var loaded = DynamicsLaw.Load(path);
            Assert.Equal(law.Equations(), loaded.Equations());
            Assert.Equal(law.Terms.ToArray(), loaded.Terms.ToArray());
            Assert.Equal(law.Derivative([0.3, -0.4]), loaded.Derivative([0.3, -0.4]));

            File.WriteAllText(path, """{"format": "something else"}""");
            Assert.Contains(
                "expected",
                Assert.Throws<InvalidDataException>(() => DynamicsLaw.Load(path)).Message,
                StringComparison.Ordinal
            );
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_simulated_law_follows_the_clean_data(bool stiff)
    {
        var law = Case.Find(0, 0);
        var times = Enumerable.Range(0, 501).Select(i => 0.01 * i).ToArray();
        var simulated = law.Simulate([2, 0], times, stiff: stiff);

        Assert.Equal(Case.Clean[0][500][0], simulated.Final[0], 1e-5);
        Assert.Equal(Case.Clean[0][500][1], simulated.Final[1], 1e-5);
    }

    [Fact]
    public void Ensembles_include_the_true_terms_always_and_repeat_by_seed()
    {
        var request = SparseModel
            .For(Case.Trajectories(0.001, 1))
            .WithLibrary(Library.Polynomial(3))
            .WithMethod(Method.Regression(Derivative.SavitzkyGolay(8, 4), Solver.Stlsq(0.05)));
        var (rows, again) = (request.FitEnsemble(50, seed: 3), request.FitEnsemble(50, seed: 3));

        Assert.Equal(rows, again);
        Assert.Equal(1, rows.Single(r => r.Equation == "x1'" && r.Term == "x0^2 x1").Probability);
        Assert.InRange(rows.Single(r => r.Equation == "x1'" && r.Term == "x0^2 x1").Median, -2.05, -1.95);
    }

    [Fact]
    public void The_figures_hold_measured_and_simulated_states()
    {
        var law = Case.Find(0, 0);
        var figure = law.Figure(Case.Trajectories(0, 0)[0]);

        Assert.Equal(2, figure.Panels.Length);
        Assert.All(figure.Panels, p => Assert.Equal(2, p.Traces.Length));
        Assert.Single(law.PhaseFigure(Case.Trajectories(0, 0)[0]).Panels);
    }

    [Fact]
    public void Predictions_residuals_and_scores_belong_together()
    {
        var law = Case.Find(0, 0);
        var (clean, noisy) = (Case.Trajectories(0, 0)[0], Case.Trajectories(0.05, 3)[0]);
        var predicted = law.Predict(clean, 10);

        Assert.Equal(clean.States[0].Values[510], predicted[500, 0], 1e-6);
        Assert.All(law.Score(clean, 10), s => Assert.Equal(1, s, 1e-9));
        Assert.All(law.Score(noisy), s => Assert.InRange(s, 0.98, 1));
        Assert.Equal(noisy.States[1].Values[8] - law.Predict(noisy)[7, 1], law.Residuals(noisy)[7, 1], 1e-12);
        Assert.Equal(2, law.ResidualFigure(noisy).Panels.Length);
        Says(
            "the trajectory has the variables x, expected x0, x1",
            () => law.Predict(Trajectory.At([0, 1]).With("x", [1, 2]))
        );
    }

    [Fact]
    public void Parameters_at_a_bound_and_units_that_do_not_fit_are_warned_of()
    {
        double[] s = [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8];
        var table = RateTable.Of("v", s.Select(x => 2.5 * x / (0.7 + x)), "mol/s").With("s", s, "mol/L");
        var bound = SparseModel
            .For(table)
            .WithLibrary(
                Library.Parametric("saturation", (x, k) => x[0] / (k[0] + x[0]), new FreeParameter("K", 1.5, 9))
            )
            .Fit();
        var mixed = SparseModel
            .For(table)
            .WithLibrary(Library.Custom("root", x => Formula.Tanh(x[0]), x => x[0] / (1 + x[0])))
            .Fit();

        Assert.Contains(
            "K of 's/(K + s)' stopped at its bound 1.5 mol/L: the data bound it on one side only",
            bound.Warnings
        );
        Assert.Contains(mixed.Warnings, w => w.Contains("mixes units: a sum or function in it is left with 'mol/L'"));
        Assert.Empty(SparseModel.For(table).Fit().Warnings);
    }

    [Fact]
    public void Bad_times_and_requests_are_named()
    {
        Says("the time 1 at row 2 is there twice", () => Trajectory.At([1, 1, 2]));
        Says("the time 0.5 at row 2 follows 1, expected rising times", () => Trajectory.At([1, 0.5]));
        Says("column 'x' has 1 values, expected 2 as in times", () => Trajectory.At([0, 1]).With("x", [1]));
        Says(
            "column 'x' has 1 values that are not finite, first at row 2",
            () => Trajectory.At([0, 1]).With("x", [1, double.NaN])
        );
        Says(
            "trajectory 2 has the variables y, expected x as in the first",
            () => SparseModel.For([Trajectory.At([0, 1]).With("x", [1, 2]), Trajectory.At([0, 1]).With("y", [1, 2])])
        );
        Says("the start has 1 values, expected 2", () => Case.Find(0, 0).Simulate([1], [0, 1]));
        Assert.Contains(
            "2 samples in all, expected at least 20",
            Assert
                .Throws<InvalidOperationException>(() => SparseModel.For(Trajectory.At([0, 1]).With("x", [1, 2])).Fit())
                .Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "'saturation' has inner parameters",
            Assert
                .Throws<InvalidOperationException>(() =>
                    SparseModel
                        .For(Case.Trajectories(0, 0))
                        .WithLibrary(Library.Saturation())
                        .WithMethod(Method.Regression())
                        .Fit()
                )
                .Message,
            StringComparison.Ordinal
        );
    }

    private static void Says(string message, Action action) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(action).Message, StringComparison.Ordinal);
}
