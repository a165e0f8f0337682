using MlPhys.SparseIdentification;
using MlPhys.SparseIdentification.Derivatives;
using MlPhys.SparseIdentification.Dynamics;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Solvers;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.Core.Tests.SparseIdentification;

/// <summary>Samples that were not measured, in every way to fit.</summary>
public class MissingValuesTests
{
    public static TheoryData<string, double> Methods =>
        new()
        {
            { "likelihood", 0.02 },
            { "strong", 0.02 },
            { "weak", 0.02 },
            { "weak, plain", 0 },
        };

    [Theory]
    [MemberData(nameof(Methods))]
    public void Each_method_finds_the_law_from_what_is_there(string name, double level)
    {
        var system = DynamicsCase.VanDerPol;
        var law = SparseModel
            .For(Gappy(system.Trajectories(level, 2)[0]))
            .WithLibrary(system.Library)
            .WithMethod(Named(name))
            .Fit();

        Assert.True(system.IsExact(law), law.ToString());
        Assert.InRange(system.Error(law), 0, 2e-2);
    }

    [Fact]
    public void Ensembles_take_gaps_too()
    {
        var rows = SparseModel
            .For(Gappy(DynamicsCase.VanDerPol.Trajectories(0.001, 2)[0]))
            .WithLibrary(Library.Polynomial(3))
            .WithMethod(Method.Regression(Derivative.SavitzkyGolay(8, 4)))
            .FitEnsemble(20);

        Assert.Equal(1, rows.Single(r => r.Equation == "x1'" && r.Term == "x0^2 x1").Probability);
    }

    [Fact]
    public void Long_gaps_cut_a_trajectory_and_short_pieces_are_left_out()
    {
        double[] times = [.. Enumerable.Range(0, 60).Select(i => 0.1 * i)];
        var values = times.Select((t, i) => i is 5 or (>= 20 and < 30) or (>= 33 and < 40) ? double.NaN : t);
        var pieces = Trajectory.At(times).With("x", values, missing: MissingValues.Kept).Stretches().ToArray();

        Assert.Equal([19, 20], pieces.Select(p => p.Count));
        Assert.Equal(4.0, pieces[1].Times[0], 12);
        Assert.All(pieces, p => Assert.Equal(p.Times, p.States[0].Values));
    }

    [Fact]
    public void Infinite_values_are_never_missing_ones() =>
        Assert.Throws<ArgumentException>(() =>
            Trajectory.At([0, 1]).With("x", [1, double.PositiveInfinity], missing: MissingValues.Kept)
        );

    [Fact]
    public void Too_few_samples_without_gaps_are_told()
    {
        double[] times = [.. Enumerable.Range(0, 40).Select(i => 0.1 * i)];
        var half = Trajectory
            .At(times)
            .With("x", times.Select((t, i) => i % 2 == 0 ? double.NaN : Math.Sin(t)), missing: MissingValues.Kept)
            .With("y", times.Select((t, i) => i % 3 == 0 ? double.NaN : Math.Cos(t)), missing: MissingValues.Kept);

        Assert.Contains(
            "13 samples without missing values in all, expected at least 20",
            Assert
                .Throws<InvalidOperationException>(() => SparseModel.For(half).WithMethod(Method.Regression()).Fit())
                .Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Rates_that_lack_a_value_are_left_out_of_the_fit()
    {
        double[] s = [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 12.8];
        double[] rates = [.. s.Select(x => 2.5 * x / (0.7 + x))];
        var all = RateTable.Of("v", rates).With("s", s);
        var gappy = RateTable
            .Of("v", [.. rates, double.NaN, 1], missing: MissingValues.Kept)
            .With("s", [.. s, 3, double.NaN], missing: MissingValues.Kept);
        var (law, other) = (SparseModel.For(all).Fit(), SparseModel.For(gappy).Fit());

        Assert.Equal(law.Terms.ToArray(), other.Terms.ToArray());
        Assert.Equal(8, other.Table.Count);
    }

    /// <summary>Single samples missing here and there, and a gap of thirty.</summary>
    private static Trajectory Gappy(Trajectory full) =>
        full
            .States.Index()
            .Aggregate(
                Trajectory.At(full.Times),
                (t, s) =>
                    t.With(
                        s.Item.Name,
                        s.Item.Values.Select(
                            (x, i) => (i + 3 * s.Index) % 11 == 0 || i is > 900 and < 930 ? double.NaN : x
                        ),
                        missing: MissingValues.Kept
                    )
            );

    private static Method Named(string name) =>
        name switch
        {
            "strong" => Method.Regression(Derivative.Kalman),
            "weak" => Method.Weak(),
            "weak, plain" => Method.Weak(60, 400, Solver.Ssr()),
            _ => Method.Likelihood,
        };
}
