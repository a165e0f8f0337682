using System.Collections.Concurrent;
using System.Collections.Immutable;
using MlPhys.Figures;

namespace MlPhys.Information;

/// <summary>
/// The redundancy lattice of two, three or four sources: 4, 18 or 166 antichains ordered by
/// beta below alpha when every subset of alpha contains one of beta.
/// </summary>
/// <remarks>
/// The antichains stand in an order in which everything below a node precedes it. Source: Williams and Beer,
/// arXiv 1004.2515; the Moebius inversion of Makkeh, Gutknecht and Wibral, Phys. Rev. E 103, 032149 (2021).
/// </remarks>
public sealed class RedundancyLattice
{
    private static readonly ConcurrentDictionary<int, RedundancyLattice> Known = new();
    private readonly Dictionary<Antichain, int> _positions;
    private readonly bool[,] _below;

    private RedundancyLattice(int sources)
    {
        Sources = sources;
        var all = Enumerate(sources);
        Antichains =
        [
            .. all.OrderBy(alpha => all.Count(beta => beta.IsBelow(alpha)))
                .ThenByDescending(alpha => alpha.Subsets.Length)
                .ThenBy(alpha => alpha.ToString(), StringComparer.Ordinal),
        ];
        _positions = Antichains.Select((antichain, i) => (antichain, i)).ToDictionary(x => x.antichain, x => x.i);
        var count = Antichains.Length;
        _below = new bool[count, count];
        for (var a = 0; a < count; a++)
        for (var b = 0; b < count; b++)
            _below[b, a] = Antichains[b].IsBelow(Antichains[a]);
        Moebius = Invert();
        Levels = FindLevels();
    }

    /// <summary>Number of sources.</summary>
    public int Sources { get; }

    /// <summary>All antichains; what lies below a node comes before it.</summary>
    public ImmutableArray<Antichain> Antichains { get; }

    /// <summary>Integer matrix M, [atom, antichain]: atoms = M times redundancies, the inverse of the order's zeta matrix.</summary>
    public int[,] Moebius { get; }

    /// <summary>Longest way down from each antichain to the bottom: 0 for the redundancy of all single sources.</summary>
    public ImmutableArray<int> Levels { get; }

    /// <summary>The lattice of so many sources.</summary>
    /// <param name="sources">2, 3 or 4.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another number of sources.</exception>
    public static RedundancyLattice Of(int sources) =>
        sources is >= 2 and <= 4
            ? Known.GetOrAdd(sources, n => new RedundancyLattice(n))
            : throw new ArgumentOutOfRangeException(
                nameof(sources),
                sources,
                $"the lattice is built for 2, 3 or 4 sources, found {sources}"
            );

    /// <summary>Position of an antichain in <see cref="Antichains"/>.</summary>
    /// <exception cref="ArgumentException">It names a source beyond this lattice.</exception>
    public int IndexOf(Antichain antichain) =>
        _positions.TryGetValue(antichain, out var position)
            ? position
            : throw new ArgumentException($"{antichain} is no antichain of {Sources} sources", nameof(antichain));

    /// <summary>Whether antichain number <paramref name="lower"/> lies below or at number <paramref name="upper"/>.</summary>
    public bool IsBelow(int lower, int upper) => _below[lower, upper];

    /// <summary>The Hasse diagram: pairs of positions with nothing between them.</summary>
    public IEnumerable<(int Lower, int Upper)> Covers()
    {
        var count = Antichains.Length;
        return from upper in Enumerable.Range(0, count)
            from lower in Enumerable.Range(0, count)
            where lower != upper && _below[lower, upper]
            where
                !Enumerable
                    .Range(0, count)
                    .Any(mid => mid != lower && mid != upper && _below[lower, mid] && _below[mid, upper])
            select (lower, upper);
    }

    /// <summary>The Hasse diagram as a figure.</summary>
    public Figure Figure() => LatticeFigure.Of(this, AntichainNames.Numbered(Sources), []);

    /// <summary>One line a level, top first.</summary>
    public override string ToString() =>
        string.Join(
            '\n',
            Enumerable
                .Range(0, Levels.Max() + 1)
                .Reverse()
                .Select(level => string.Join("  ", Antichains.Where((_, i) => Levels[i] == level)))
        );

    private static Antichain[] Enumerate(int sources)
    {
        var subsets = (1 << sources) - 1;
        var found = new List<Antichain>();
        Extend([], 1);
        return [.. found];

        void Extend(ImmutableArray<int> chosen, int from)
        {
            if (chosen.Length > 0)
                found.Add(new Antichain(chosen));
            for (var subset = from; subset <= subsets; subset++)
                if (chosen.All(c => (c & subset) != c && (c & subset) != subset))
                    Extend(chosen.Add(subset), subset + 1);
        }
    }

    private int[,] Invert()
    {
        var count = Antichains.Length;
        var inverse = new int[count, count];
        for (var a = 0; a < count; a++)
        {
            inverse[a, a] = 1;
            for (var b = 0; b < a; b++)
                if (_below[b, a])
                    for (var c = 0; c <= b; c++)
                        inverse[a, c] -= inverse[b, c];
        }
        return inverse;
    }

    private ImmutableArray<int> FindLevels()
    {
        var levels = new int[Antichains.Length];
        for (var a = 0; a < levels.Length; a++)
        for (var b = 0; b < a; b++)
            if (_below[b, a])
                levels[a] = Math.Max(levels[a], levels[b] + 1);
        return [.. levels];
    }
}
