using System.Collections.Immutable;
using System.Numerics;

namespace MlPhys.Information;

/// <summary>
/// An antichain of source subsets, such as {1}{23}: a node of the redundancy lattice. A subset is a bit mask
/// (bit i: source i, counted from 0); no subset contains another.
/// </summary>
/// <remarks>Source: Williams and Beer, arXiv 1004.2515.</remarks>
public readonly record struct Antichain
{
    /// <summary>Makes the antichain of the given subsets; supersets of other members are dropped.</summary>
    /// <param name="subsets">Bit masks of 1 to 15: non-empty subsets of at most four sources.</param>
    /// <exception cref="ArgumentException">No subset, or one that is empty or names a fifth source.</exception>
    public Antichain(params IEnumerable<int> subsets)
    {
        var masks = subsets.ToArray();
        if (masks.Length == 0)
            throw new ArgumentException(
                "an antichain needs at least one subset of sources, found none",
                nameof(subsets)
            );
        if (masks.FirstOrDefault(m => m is < 1 or > 15) is var bad && (bad != 0 || masks.Contains(0)))
            throw new ArgumentException($"a subset is a bit mask of 1 to 15, found {bad}", nameof(subsets));
        foreach (var mask in masks.Where(m => !masks.Any(other => other != m && (other & m) == other)))
            Bits |= 1u << mask;
    }

    /// <summary>The members as a set: bit m is set when the subset with mask m belongs to the antichain.</summary>
    public uint Bits { get; }

    /// <summary>The subsets as bit masks, smaller subsets first, then by their first sources.</summary>
    public ImmutableArray<int> Subsets
    {
        get
        {
            var bits = Bits;
            return
            [
                .. Enumerable
                    .Range(1, 15)
                    .Where(mask => (bits >> mask & 1) == 1)
                    .OrderBy(mask => BitOperations.PopCount((uint)mask))
                    .ThenBy(mask => mask),
            ];
        }
    }

    /// <summary>Whether this lies below or at another: every subset of the other contains one of this.</summary>
    public bool IsBelow(Antichain other)
    {
        var mine = Subsets;
        return other.Subsets.All(theirs => mine.Any(subset => (subset & theirs) == subset));
    }

    /// <summary>
    /// The probability of the union of the events {X_a = x_a} as a sum of marginals: U(x) = sum over S of
    /// coefficient(S) P(X_S = x_S), the inclusion-exclusion formula with equal intersections collected.
    /// </summary>
    internal ImmutableArray<(int Subset, int Coefficient)> UnionTerms()
    {
        var subsets = Subsets;
        var coefficients = new SortedDictionary<int, int>();
        for (var chosen = 1; chosen < 1 << subsets.Length; chosen++)
        {
            var union = 0;
            for (var i = 0; i < subsets.Length; i++)
                if ((chosen >> i & 1) == 1)
                    union |= subsets[i];
            var sign = BitOperations.PopCount((uint)chosen) % 2 == 1 ? 1 : -1;
            coefficients[union] = coefficients.GetValueOrDefault(union) + sign;
        }
        return [.. from term in coefficients where term.Value != 0 select (term.Key, term.Value)];
    }

    /// <summary>The name with sources counted from 1, such as {1}{23}.</summary>
    public override string ToString() => AntichainNames.Numbered(4).Write(this);
}
