using MlPhys.Numerics.Differential;
using MlPhys.Numerics.Random;

namespace MlPhys.Core.Tests.Numerics.Differential;

public class StochasticEquationTests
{
    private static readonly StochasticEquation Relaxation = StochasticEquation.WithAdditiveNoise(
        (_, x) => [-x[0], x[0] - 2 * x[1]],
        new[,]
        {
            { 1.0, 0 },
            { 0.5, 0.5 },
        }
    );

    [Fact]
    public void Equal_streams_give_equal_paths_and_an_ensemble_does_not_depend_on_its_workers()
    {
        var a = Relaxation.Simulate([1, 0], 0.01, 100, new RandomStream(1));
        Assert.Equal(a.States, Relaxation.Simulate([1, 0], 0.01, 100, new RandomStream(1)).States);
        var one = Relaxation.SimulateEnsemble([1, 0], 0.01, 100, 50, new RandomStream(2), saveEvery: 30);
        var two = Relaxation.SimulateEnsemble([1, 0], 0.01, 100, 50, new RandomStream(2), saveEvery: 30, workers: 2);
        Assert.Equal(one.States, two.States);
        Assert.Equal([0, 0.3, 0.6, 0.9, 1], one.Times.Select(t => Math.Round(t, 12)));
    }

    [Fact]
    public void Saved_states_are_those_of_the_full_path()
    {
        var full = Relaxation.Simulate([1, 0], 0.01, 25, new RandomStream(3));
        var thinned = Relaxation.Simulate([1, 0], 0.01, 25, new RandomStream(3), saveEvery: 10);
        Assert.Equal(new[] { 0, 10, 20, 25 }.Select(i => full.States[i, 1]), thinned.Component(1));
    }

    [Theory]
    [InlineData(SdeScheme.EulerMaruyama)]
    [InlineData(SdeScheme.Platen)]
    public void All_forms_of_the_same_additive_noise_agree(SdeScheme scheme)
    {
        double[,] b =
        {
            { 1.0, 0 },
            { 0, 0.5 },
        };
        StochasticEquation[] forms =
        [
            StochasticEquation.WithAdditiveNoise((_, x) => [-x[0], x[0] - x[1]], b),
            StochasticEquation.WithDiagonalNoise((_, x) => [-x[0], x[0] - x[1]], (_, _) => [1.0, 0.5]),
        ];
        var ends = forms
            .Select(f => f.WithScheme(scheme).Simulate([1, 2], 0.05, 40, new RandomStream(4)).Final)
            .ToArray();
        Assert.Equal(ends[0][0], ends[1][0], 1e-12);
        Assert.Equal(ends[0][1], ends[1][1], 1e-12);
        // The general Platen scheme draws further numbers each step, so only the first step is comparable.
        var general = StochasticEquation.WithNoise(2, (_, x) => [-x[0], x[0] - x[1]], (_, _) => b).WithScheme(scheme);
        var first = forms[0].WithScheme(scheme).Simulate([1, 2], 0.05, 1, new RandomStream(4)).Final;
        var same = general.Simulate([1, 2], 0.05, 1, new RandomStream(4)).Final;
        Assert.Equal(first[0], same[0], 1e-12);
        Assert.Equal(first[1], same[1], 1e-12);
    }

    [Fact]
    public void Bad_input_is_refused_with_what_was_found()
    {
        var stream = new RandomStream(0);
        AssertRefused("initial[0] is NaN", () => Relaxation.Simulate([double.NaN, 0], 0.1, 1, stream));
        AssertRefused("drives 2 components; the state has 1", () => Relaxation.Simulate([1], 0.1, 1, stream));
        AssertRefused("step", () => Relaxation.Simulate([1, 0], 0, 1, stream));
        AssertRefused("steps", () => Relaxation.Simulate([1, 0], 0.1, 0, stream));
        AssertRefused("paths", () => Relaxation.SimulateEnsemble([1, 0], 0.1, 1, 0, stream));
        AssertRefused(
            "[0, 0] is",
            () =>
                StochasticEquation.WithAdditiveNoise(
                    (_, x) => x,
                    new[,]
                    {
                        { double.NaN },
                    }
                )
        );
        var general = StochasticEquation.WithNoise(2, (_, x) => x, (_, _) => new double[1, 1]);
        AssertRefused("1 x 1; 1 x 2", () => general.Simulate([1], 0.1, 1, stream));
        AssertRefused("Milstein", () => general.WithScheme(SdeScheme.Milstein).Simulate([1], 0.1, 1, stream));
        var explosive = StochasticEquation.WithDiagonalNoise((_, x) => [x[0] * x[0] * x[0]], (_, _) => [0.1]);
        var failure = Assert.Throws<ArithmeticException>(() =>
            explosive.SimulateEnsemble([5], 1, 100, 4, stream, workers: 2)
        );
        Assert.Contains("smaller step", failure.Message);
    }

    private static void AssertRefused(string message, Action act) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(act).Message, StringComparison.Ordinal);
}
