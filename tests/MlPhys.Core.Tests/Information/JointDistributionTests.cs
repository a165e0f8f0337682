using MlPhys.Information;

namespace MlPhys.Core.Tests.Information;

public class JointDistributionTests
{
    private static readonly JointDistribution Xor = JointDistribution.OfGate(["a", "b"], "y", x => x[0] ^ x[1]);

    [Fact]
    public void Exclusive_or_has_its_textbook_information()
    {
        Assert.Equal(1, Xor.Entropy("y"), 1e-15);
        Assert.Equal(0, Xor.MutualInformation(["a"], ["y"]), 1e-15);
        Assert.Equal(1, Xor.ConditionalMutualInformation(["a"], ["y"], ["b"]), 1e-15);
        Assert.Equal(1, Xor.ConditionalEntropy(["y"], ["a"]), 1e-15);
        Assert.Equal(-1, Xor.CoInformation(), 1e-15);
        Assert.Equal(1, Xor.TargetInformation("a", "b"), 1e-15);
    }

    [Fact]
    public void A_table_is_read_over_sources_then_target()
    {
        var p = JointDistribution.FromTable(
            ["a", "b"],
            "y",
            new double[2, 2, 2]
            {
                {
                    { 0.25, 0 },
                    { 0, 0.25 },
                },
                {
                    { 0, 0.25 },
                    { 0.25, 0 },
                },
            }
        );
        Assert.Equal(-1, p.CoInformation(), 1e-15);
        Assert.Equal(4, p.Count);
    }

    [Fact]
    public void Bad_tables_are_refused()
    {
        Refused(
            "sum to 0.5",
            () =>
                JointDistribution.FromTable(
                    ["a"],
                    "y",
                    new[,]
                    {
                        { 0.25, 0.25 },
                    }
                )
        );
        Refused(
            "row 1 has probability -0.5",
            () =>
                JointDistribution.FromTable(
                    ["a"],
                    "y",
                    new[,]
                    {
                        { 1.5, -0.5 },
                    }
                )
        );
        Refused(
            "row 0 has probability NaN",
            () =>
                JointDistribution.FromTable(
                    ["a"],
                    "y",
                    new[,]
                    {
                        { double.NaN },
                    }
                )
        );
        Refused(
            "3 dimensions, found 2",
            () =>
                JointDistribution.FromTable(
                    ["a", "b"],
                    "y",
                    new[,]
                    {
                        { 1.0 },
                    }
                )
        );
        Refused("named twice", () => JointDistribution.OfGate(["a", "a"], "y", x => x[0]));
        Refused("also named as a source", () => JointDistribution.OfGate(["a", "y"], "y", x => x[0]));
        Refused("no variable 'z'", () => Xor.Entropy("z"));
        Refused(
            "row 0 has 1 source symbols",
            () => JointDistribution.FromWeights(["a", "b"], "y", [new Realisation([0], 0, 1)])
        );
        Refused(
            "all probabilities are zero",
            () => JointDistribution.FromWeights(["a"], "y", [new Realisation([0], 0, 0)])
        );
    }

    [Fact]
    public void Measures_and_atoms_out_of_place_are_refused()
    {
        var three = JointDistribution.OfGate(["a", "b", "c"], "y", x => x[0]);
        Refused("BROJA is not defined for 3", () => PartialInformation.Of(three).WithMeasure(RedundancyMeasure.Broja));
        Refused("no antichain", () => PartialInformation.Of(three).WithAtoms("{d}"));
        Refused("2, 3 or 4 sources", () => PartialInformation.Of(JointDistribution.OfGate(["a"], "y", x => x[0])));
        var some = PartialInformation.Of(three).WithAtoms("{a}").Decompose();
        Refused("was not asked for", () => some["{b}"]);
        var whole = PartialInformation.Of(three).WithMeasure(RedundancyMeasure.MinimumMutualInformation).Decompose();
        Assert.Throws<InvalidOperationException>(whole.Pointwise);
    }

    private static void Refused(string message, Func<object> act) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(act).Message, StringComparison.Ordinal);
}
