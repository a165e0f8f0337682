using MlPhys.Information;

namespace MlPhys.Core.Tests.Information;

public class SamplesTests
{
    [Fact]
    public void Bins_are_closed_on_the_right_and_clamp()
    {
        var bins = Binning.Fixed(4, -2, 2);
        Assert.Equal([0, 0, 0, 1, 1, 2, 3, 3], bins.Indices([-9, -2, -1, -0.999, 0, 1, 1.001, 9]));
        Assert.Equal(0.25, bins.FractionClamped([-9, -2, -1, -0.999, 0, 1, 1.001, 9]));
        Assert.Equal([0, 1, 3], Binning.Adaptive(4).Indices([-8, -1, 8]));
    }

    [Fact]
    public void The_estimated_bias_of_independent_variables_is_the_measured_one()
    {
        var random = new Random(1);
        var (found, expected) = (0.0, 0.0);
        for (var repeat = 0; repeat < 200; repeat++)
        {
            var x = new double[400, 2];
            var y = new double[400];
            for (var i = 0; i < y.Length; i++)
                (x[i, 0], x[i, 1], y[i]) = (random.NextDouble(), random.NextDouble(), random.Next(2));
            var estimate = Samples
                .Of(["a", "b"], "y", x, y)
                .WithBinning("a", Binning.Fixed(4, 0, 1))
                .WithBinning("b", Binning.Fixed(4, 0, 1))
                .Estimate();
            found += estimate.Distribution.TargetInformation("a", "b") / 200;
            expected += estimate.Diagnostics.InformationBias / 200;
        }
        Assert.InRange(found / expected, 0.95, 1.05);
    }

    [Fact]
    public void Few_samples_and_clamped_values_are_warned_of()
    {
        var estimate = Samples
            .Of(
                ["a", "b"],
                "y",
                new[,]
                {
                    { 0.1, 0.2 },
                    { 0.5, 3 },
                    { 0.9, 0.4 },
                },
                [0, 1, 1]
            )
            .WithBinning("a", Binning.Fixed(10, 0, 1))
            .WithBinning("b", Binning.Fixed(10, 0, 1))
            .Estimate();
        Assert.Equal(3, estimate.Diagnostics.OccupiedCells);
        Assert.Equal(2, estimate.Diagnostics.Warnings.Count);
    }

    [Fact]
    public void Bad_samples_are_refused()
    {
        Refused(
            "'b' is NaN at sample 1",
            () =>
                Samples.Of(
                    ["a", "b"],
                    "y",
                    new[,]
                    {
                        { 1, 2 },
                        { 3, double.NaN },
                    },
                    [0, 1]
                )
        );
        Refused(
            "y has 1 samples",
            () =>
                Samples.Of(
                    ["a"],
                    "y",
                    new[,]
                    {
                        { 1.0 },
                        { 2.0 },
                    },
                    [0]
                )
        );
        Refused(
            "2 columns",
            () =>
                Samples.Of(
                    ["a"],
                    "y",
                    new[,]
                    {
                        { 1.0, 2.0 },
                    },
                    [0]
                )
        );
        Refused(
            "no variable 'z'",
            () =>
                Samples
                    .Of(
                        ["a"],
                        "y",
                        new[,]
                        {
                            { 1.0 },
                        },
                        [0]
                    )
                    .WithBinning("z", Binning.Adaptive(2))
        );
        Assert.Throws<InvalidOperationException>(
            Samples
                .Of(
                    ["a"],
                    "y",
                    new[,]
                    {
                        { 0.5 },
                    },
                    [0]
                )
                .Estimate
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => Binning.Fixed(3, 1, 1));
    }

    private static void Refused(string message, Func<object> act) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(act).Message, StringComparison.Ordinal);
}
