using MlPhys.LocalLearning;

namespace MlPhys.Core.Tests.LocalLearning.Memory;

public class AssociativeMemoryTests
{
    [Fact]
    public void Twenty_patterns_in_a_hundred_neurons_are_kept()
    {
        var sums = new List<double>();
        for (var seed = 0; seed < 5; seed++)
        {
            var patterns = AssociativeMemory.RandomPatterns(20, 100, seed);
            var memory = AssociativeMemory.Of(patterns).WithEpochs(100);
            var learned = memory.Train();
            sums.Add(learned.GoalSums[^1]);
            Assert.InRange(learned.GoalSums[^1], 0.995 * Entropy(patterns), Entropy(patterns));
            Assert.InRange(learned.Overlap(), 0.999, 1);
        }
        Assert.InRange(sums.Average(), 95.5, 96.5);
    }

    [Fact]
    public void Twenty_patterns_are_too_many_for_Hebb()
    {
        // One seed in two lies above 0.9: the overlap of a memory of a hundred neurons varies by 0.07.
        var overlaps = Enumerable
            .Range(0, 100)
            .Select(seed =>
                AssociativeMemory.Of(AssociativeMemory.RandomPatterns(20, 100, seed)).TrainByHebb().Overlap()
            )
            .ToArray();
        var mean = overlaps.Average();
        var error = Math.Sqrt(overlaps.Sum(o => (o - mean) * (o - mean)) / 99 / 100);
        Assert.InRange(mean, 0.8, 0.9 - 2 * error);
    }

    /// <summary>Sum over the neurons of the entropy of their bits over the patterns: what redundancy cannot exceed.</summary>
    private static double Entropy(int[,] patterns)
    {
        var count = patterns.GetLength(0);
        return Enumerable
            .Range(0, patterns.GetLength(1))
            .Select(n => Enumerable.Range(0, count).Count(p => patterns[p, n] == 1) / (double)count)
            .Sum(p => p is 0 or 1 ? 0 : -p * Math.Log2(p) - (1 - p) * Math.Log2(1 - p));
    }

    [Fact]
    public void It_completes_a_damaged_pattern()
    {
        var patterns = AssociativeMemory.RandomPatterns(20, 100, 1);
        var learned = AssociativeMemory.Of(patterns).WithEpochs(100).Train();
        int[] whole = [.. Enumerable.Range(0, 100).Select(n => patterns[3, n])];
        int[] damaged = [.. whole.Select((s, n) => n % 20 == 0 ? -s : s)];
        Assert.Equal(whole, learned.Recall(damaged));
    }

    [Fact]
    public void Weights_have_no_self_connections_and_equal_seeds_give_equal_bits()
    {
        var memory = AssociativeMemory.Of(AssociativeMemory.RandomPatterns(10, 30, 1)).WithEpochs(20).WithSeed(5);
        var (one, other) = (memory.Train().Weights, memory.Train().Weights);
        Assert.Equal(one, other);
        for (var n = 0; n < 30; n++)
            Assert.Equal(0, one[n, n]);
        Assert.NotEqual(one, memory.WithSeed(6).Train().Weights);
    }

    [Fact]
    public void Capacity_is_where_the_overlap_falls_below_the_threshold()
    {
        var capacity = MemoryCapacity.Measure(20, [0.2, 4.0], [1, 2], epochs: 30);
        Assert.Equal(4, capacity.Rows.Length);
        var (low, high) = (capacity.Rows[..2].Average(r => r.Overlap), capacity.Rows[2..].Average(r => r.Overlap));
        var middle = (low + high) / 2;
        Assert.Equal(0.2 + 3.8 * (low - middle) / (low - high), capacity.Crossing(middle), 1e-12);
        Assert.True(double.IsNaN(capacity.Crossing(1.1)));
    }

    [Fact]
    public void A_run_that_was_stopped_goes_on_to_the_same_bits()
    {
        using var folder = new TemporaryFolder();
        var memory = AssociativeMemory.Of(AssociativeMemory.RandomPatterns(12, 30, 2)).WithEpochs(350);
        var whole = memory.Train();
        var saved = memory.WithCheckpoint(folder["memory"]);
        saved.WithEpochs(130).Train();
        var resumed = saved.Train();
        Assert.Equal(whole.Weights, resumed.Weights);
        Assert.Equal(whole.GoalSums, resumed.GoalSums);
        var others = AssociativeMemory.Of(AssociativeMemory.RandomPatterns(12, 30, 3)).WithCheckpoint(folder["memory"]);
        Assert.Throws<InvalidDataException>(() => others.Train());
        Assert.Throws<InvalidDataException>(() => saved.WithRate(0.1).Train());
    }

    [Fact]
    public void A_saved_memory_is_the_same_when_loaded()
    {
        using var folder = new TemporaryFolder();
        var patterns = AssociativeMemory.RandomPatterns(5, 40, 4);
        var memory = AssociativeMemory.Of(patterns).WithEpochs(50).Train();
        memory.Save(folder["memory"]);
        var loaded = TrainedMemory.Load(folder["memory"]);
        Assert.Equal(memory.Weights, loaded.Weights);
        Assert.Equal(memory.GoalSums, loaded.GoalSums);
        Assert.Equal(memory.Overlap(), loaded.Overlap());
        int[] damaged = [.. Enumerable.Range(0, 40).Select(n => n % 7 == 0 ? -patterns[2, n] : patterns[2, n])];
        Assert.Equal(memory.Recall(damaged), loaded.Recall(damaged));
        Assert.Throws<FileNotFoundException>(() => TrainedMemory.Load(folder["nowhere"]));
        Assert.Throws<InvalidDataException>(() => TrainedClassifier.Load(folder["memory"]));
    }

    [Fact]
    public void Bad_patterns_are_refused()
    {
        Refused(
            "0 at neuron 1",
            () =>
                AssociativeMemory.Of(
                    new[,]
                    {
                        { 1, 0 },
                        { 1, 1 },
                    }
                )
        );
        Refused(
            "at least 2 patterns",
            () =>
                AssociativeMemory.Of(
                    new[,]
                    {
                        { 1, 1 },
                    }
                )
        );
        var memory = AssociativeMemory.Of(AssociativeMemory.RandomPatterns(3, 4, 0));
        Refused("expected E and I", () => memory.WithGoal(Goals.Output));
        Refused("expected 4", () => memory.TrainByHebb().Recall([1]));
    }

    private static void Refused(string message, Func<object> act) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(act).Message, StringComparison.Ordinal);
}
