using FsCheck;
using FsCheck.Fluent;
using MlPhys.Numerics.Random;

namespace MlPhys.Core.Tests.Numerics.Random;

public class SamplingTests
{
    [Fact]
    public void A_permutation_holds_each_index_once() =>
        Prop.ForAll<int, NonNegativeInt>(
                (seed, n) => new RandomStream(seed).Permutation(n.Get).Order().SequenceEqual(Enumerable.Range(0, n.Get))
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_choice_without_replacement_holds_different_indices_of_the_population() =>
        Prop.ForAll<int, NonNegativeInt, NonNegativeInt>(
                (seed, a, b) =>
                {
                    var (count, population) = (Math.Min(a.Get, b.Get), Math.Max(a.Get, b.Get));
                    var chosen = new RandomStream(seed).ChooseWithoutReplacement(population, count);
                    return chosen.Distinct().Count() == count && chosen.All(i => i >= 0 && i < population);
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_orders_of_four_items_are_equally_likely()
    {
        var stream = new RandomStream(24);
        AssertEvenly(24, 48_000, () => string.Concat(stream.Permutation(4)));
        AssertEvenly(12, 48_000, () => string.Concat(stream.ChooseWithoutReplacement(4, 2)));
        AssertEvenly(16, 48_000, () => string.Concat(stream.ChooseWithReplacement(4, 2)));
    }

    [Fact]
    public void A_weighted_choice_follows_its_weights()
    {
        var stream = new RandomStream(25);
        var counts = Enumerable.Range(0, 60_000).CountBy(_ => stream.Choose(1, 0, 2, 3)).ToDictionary();
        Assert.False(counts.ContainsKey(1));
        foreach (var (index, expected) in new[] { (0, 10_000.0), (2, 20_000.0), (3, 30_000.0) })
            Assert.InRange((counts[index] - expected) / Math.Sqrt(expected * (1 - expected / 60_000)), -4, 4);
    }

    /// <summary>Chi-square of the outcomes' counts within five standard deviations of its mean.</summary>
    private static void AssertEvenly(int outcomes, int draws, Func<string> draw)
    {
        var counts = Enumerable.Range(0, draws).CountBy(_ => draw()).Select(c => c.Value).ToArray();
        Assert.Equal(outcomes, counts.Length);
        var expected = draws / (double)outcomes;
        var chi = counts.Sum(c => (c - expected) * (c - expected) / expected);
        Assert.InRange((chi - (outcomes - 1)) / Math.Sqrt(2.0 * (outcomes - 1)), -5, 5);
    }
}
