namespace MlPhys.Numerics.Random;

/// <summary>Draws from finite sets: permutations, choices with and without replacement, weighted choice.</summary>
public static class Sampling
{
    /// <summary>Brings a span into random order, each order equally likely (Fisher and Yates).</summary>
    /// <param name="stream">Source of randomness.</param>
    /// <param name="items">The items, permuted in place.</param>
    public static void Shuffle<T>(this RandomStream stream, Span<T> items)
    {
        for (var i = items.Length - 1; i > 0; i--)
        {
            var j = (int)stream.Integer(i + 1);
            (items[i], items[j]) = (items[j], items[i]);
        }
    }

    /// <summary>The numbers 0, ..., count - 1 in random order.</summary>
    /// <param name="stream">Source of randomness.</param>
    /// <param name="count">How many, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static int[] Permutation(this RandomStream stream, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var order = Enumerable.Range(0, count).ToArray();
        stream.Shuffle(order.AsSpan());
        return order;
    }

    /// <summary>Different indices out of 0, ..., population - 1, in random order.</summary>
    /// <param name="stream">Source of randomness.</param>
    /// <param name="population">How many there are.</param>
    /// <param name="count">How many to draw, at most the population.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative or above the population.</exception>
    public static int[] ChooseWithoutReplacement(this RandomStream stream, int population, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(population);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, population);
        // A sparse Fisher-Yates shuffle: only displaced entries are stored.
        var displaced = new Dictionary<int, int>();
        var chosen = new int[count];
        for (var i = 0; i < count; i++)
        {
            var j = i + (int)stream.Integer(population - i);
            chosen[i] = displaced.GetValueOrDefault(j, j);
            displaced[j] = displaced.GetValueOrDefault(i, i);
        }
        return chosen;
    }

    /// <summary>Indices out of 0, ..., population - 1, each drawn from all.</summary>
    /// <param name="stream">Source of randomness.</param>
    /// <param name="population">How many there are, at least 1.</param>
    /// <param name="count">How many to draw, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The population is below 1 or the count is negative.</exception>
    public static int[] ChooseWithReplacement(this RandomStream stream, int population, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(population, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var chosen = new int[count];
        for (var i = 0; i < count; i++)
            chosen[i] = (int)stream.Integer(population);
        return chosen;
    }

    /// <summary>One index, drawn with probability proportional to its weight.</summary>
    /// <param name="stream">Source of randomness.</param>
    /// <param name="weights">Finite, 0 or more, not all 0.</param>
    /// <exception cref="ArgumentException">A weight is negative or not finite, or all are 0.</exception>
    public static int Choose(this RandomStream stream, params double[] weights)
    {
        var left = stream.Uniform() * TotalWeight(weights);
        for (var i = 0; i < weights.Length; i++)
            if ((left -= weights[i]) < 0)
                return i;
        return Array.FindLastIndex(weights, w => w > 0);
    }

    internal static double TotalWeight(double[] weights)
    {
        var wrong = Array.FindIndex(weights, w => !(w >= 0 && double.IsFinite(w)));
        if (wrong >= 0)
            throw new ArgumentException(
                $"weights[{wrong}] is {weights[wrong]}; weights are finite and 0 or more",
                nameof(weights)
            );
        var total = weights.Sum();
        return total > 0 && double.IsFinite(total)
            ? total
            : throw new ArgumentException(
                $"{weights.Length} weights sum to {total}; a finite sum above 0 is needed",
                nameof(weights)
            );
    }
}
