using MlPhys.SparseIdentification;
using MlPhys.SparseIdentification.Dynamics;
using MlPhys.SparseIdentification.Libraries;
using MlPhys.SparseIdentification.Tables;

namespace MlPhys.Core.Tests.SparseIdentification;

/// <summary>What the data say beside the law: shared rates, alternatives, profiles, correlations, and what to measure next.</summary>
public class EvidenceTests
{
    private static readonly Lazy<DynamicsLaw> Reactor = new(() => DynamicsCase.BatchReactor.Find(0.05, 3));
    private static readonly Lazy<DynamicsLaw> Feed = new(() => DynamicsCase.MichaelisMenten.Find(0.05, 3));

    [Fact]
    public void One_rate_in_three_equations_conserves_matter()
    {
        Assert.Equal(["x0 - x1", "x0 + x2", "x1 + x2"], Reactor.Value.Conserved.ToArray());
        Assert.Single(Reactor.Value.Terms.Where(t => t.Parameter == "KA").Select(t => t.Value).Distinct());
        Assert.Empty(DynamicsCase.VanDerPol.Find(0.05, 1).Conserved);
    }

    [Fact]
    public void Laws_that_the_data_cannot_exclude_are_listed()
    {
        var alternatives = Feed.Value.Alternatives;

        Assert.NotEmpty(alternatives);
        Assert.All(alternatives, a => Assert.InRange(a.Excess, -1e-6, 10));
        Assert.Equal(alternatives.OrderBy(a => a.Excess), alternatives);
        Assert.DoesNotContain(alternatives, a => a.Equation == Feed.Value.Equations()[0]);
    }

    [Fact]
    public void The_field_is_known_within_three_percent_where_parameters_are_not() =>
        Assert.InRange(DynamicsCase.AlongTheFeed(Feed.Value), 0, 0.03);

    [Fact]
    public void The_profile_of_a_well_known_number_is_its_parabola()
    {
        var law = DynamicsCase.VanDerPol.Find(0.05, 1);
        var number = law.Terms.IndexOf(law.Terms.Single(t => t.Equation == "x1'" && t.Term == "x0^2 x1"));
        var (profile, estimate) = (law.Profile(number), law.Terms[number]);

        Assert.Equal(estimate.Lower, profile.Lower, 0.1 * (estimate.Upper - estimate.Lower));
        Assert.Equal(estimate.Upper, profile.Upper, 0.1 * (estimate.Upper - estimate.Lower));
        Assert.Single(profile.Figure().Panels);
        Assert.Throws<InvalidOperationException>(() => DynamicsCase.VanDerPol.Find(0, 0).Profile(0));
    }

    [Fact]
    public void A_profile_moves_numbers_that_equations_share_together()
    {
        var law = Reactor.Value;
        var profile = law.Profile(1);

        Assert.InRange(profile.Lower, 0.8 * law.Terms[1].Lower, law.Terms[1].Value);
        Assert.InRange(profile.Upper, law.Terms[1].Value, 1.25 * law.Terms[1].Upper);
    }

    [Fact]
    public void The_start_that_tells_the_most_is_where_the_laws_part()
    {
        var law = Feed.Value;
        var proposals = law.MeasureNext(reach: 3);

        Assert.Equal(law.Alternatives.Length, proposals.Length);
        Assert.Equal(proposals.OrderByDescending(p => p.Separation), proposals);
        Assert.All(proposals, p => Assert.InRange(p.Start[0], 0, 16));
        Assert.InRange(law.MeasureNext()[0].Separation, 0, 1.05 * proposals[0].Separation);
        Assert.Empty(DynamicsCase.VanDerPol.Find(0, 0).MeasureNext());
    }

    [Fact]
    public void A_proposed_run_ends_where_the_law_says()
    {
        var law = Feed.Value;
        var proposal = law.MeasureNext(reach: 3)[0];
        var run = law.Simulate(proposal.Start, [0, proposal.Time]);

        Assert.Equal(proposal.Value, run.Final[0], 1e-4);
        Assert.NotEqual(proposal.Value, proposal.RivalValue);
    }

    [Fact]
    public void Rate_and_constant_of_a_saturation_hang_together()
    {
        var strongest = Feed.Value.Correlations()[0];

        Assert.InRange(Math.Abs(strongest.Value), 0.9, 1);
        Assert.Equal(3, Feed.Value.Correlations().Length);
        Assert.Empty(DynamicsCase.VanDerPol.Find(0, 0).Correlations());
    }

    [Fact]
    public void Constant_columns_and_units_that_differ_are_named()
    {
        double[] times = [.. Enumerable.Range(0, 50).Select(i => 0.1 * i)];
        Says(
            "column 'y' is 2 throughout",
            () =>
                SparseModel
                    .For(Trajectory.At(times).With("x", times.Select(Math.Sin)).With("y", times.Select(_ => 2.0)))
                    .Fit()
        );
        var metres = Trajectory.At(times, "s").With("x", times.Select(Math.Sin), "m");
        var feet = Trajectory.At(times, "s").With("x", times.Select(Math.Cos), "ft");
        Says("'x' of trajectory 2 is in 'ft', expected 'm'", () => SparseModel.For([metres, feet]));
        Says(
            "56 candidates for 50 samples",
            () =>
                SparseModel
                    .For(
                        Trajectory
                            .At(times)
                            .With("x", times.Select(Math.Sin))
                            .With("y", times.Select(Math.Cos))
                            .With("z", times.Select(Math.Exp))
                    )
                    .WithLibrary(Library.Polynomial(5))
                    .WithMethod(Method.Regression())
                    .Fit()
        );
    }

    private static void Says(string message, Action action) =>
        Assert.Contains(message, Assert.ThrowsAny<Exception>(action).Message, StringComparison.Ordinal);
}
