using System.Collections.Immutable;

namespace MlPhys.Information;

/// <summary>
/// Partial information decomposition: splits what named sources say about a target into redundant, unique and
/// synergistic atoms.
/// </summary>
/// <example><c>PartialInformation.Of(p).WithMeasure(RedundancyMeasure.SharedExclusions).Decompose()</c></example>
public sealed record PartialInformation
{
    private readonly JointDistribution _distribution;

    private PartialInformation(JointDistribution distribution) => _distribution = distribution;

    /// <summary>The measure of redundancy; shared exclusions unless set.</summary>
    public RedundancyMeasure Measure { get; private init; } = RedundancyMeasure.SharedExclusions;

    /// <summary>The atoms asked for; empty: all of the lattice.</summary>
    public ImmutableArray<Antichain> Atoms { get; private init; } = [];

    /// <summary>Begins the decomposition of a distribution of two, three or four sources.</summary>
    /// <exception cref="ArgumentException">Another number of sources.</exception>
    public static PartialInformation Of(JointDistribution distribution) =>
        distribution.Sources.Length is >= 2 and <= 4
            ? new PartialInformation(distribution)
            : throw new ArgumentException(
                $"a decomposition needs 2, 3 or 4 sources, found {distribution.Sources.Length}",
                nameof(distribution)
            );

    /// <summary>Sets the measure of redundancy.</summary>
    /// <exception cref="ArgumentException">The measure is not defined for so many sources.</exception>
    public PartialInformation WithMeasure(RedundancyMeasure measure) =>
        measure.Supports(_distribution.Sources.Length)
            ? this with
            {
                Measure = measure,
            }
            : throw new ArgumentException(
                $"{measure.Name} is not defined for {_distribution.Sources.Length} sources",
                nameof(measure)
            );

    /// <summary>Asks for some atoms only; no more of the lattice is computed than they need.</summary>
    /// <param name="atoms">Names such as {F}{C}, in the names of the sources.</param>
    /// <exception cref="ArgumentException">A name that is no antichain of the sources.</exception>
    public PartialInformation WithAtoms(params IEnumerable<string> atoms) =>
        this with
        {
            Atoms = [.. atoms.Select(new AntichainNames(_distribution.Sources).Read)],
        };

    /// <summary>Computes the atoms.</summary>
    public Decomposition Decompose()
    {
        var lattice = RedundancyLattice.Of(_distribution.Sources.Length);
        int[] wanted = Atoms.IsEmpty
            ? [.. Enumerable.Range(0, lattice.Antichains.Length)]
            : [.. Atoms.Select(lattice.IndexOf)];
        int[] needed =
        [
            .. Enumerable.Range(0, lattice.Antichains.Length).Where(b => wanted.Any(a => lattice.Moebius[a, b] != 0)),
        ];
        var redundancies = Measure.Evaluate(_distribution, [.. needed.Select(i => lattice.Antichains[i])]);
        var names = new AntichainNames(_distribution.Sources);
        var rows = wanted.Select(a =>
        {
            var (value, plus, minus) = (0.0, 0.0, 0.0);
            for (var b = 0; b < needed.Length; b++)
            {
                var weight = lattice.Moebius[a, needed[b]];
                value += weight * redundancies[b].Value;
                plus += weight * redundancies[b].Informative;
                minus += weight * redundancies[b].Misinformative;
            }
            var own = redundancies[Array.IndexOf(needed, a)].Value;
            return new AtomRow(names.Write(lattice.Antichains[a]), value, plus, minus, own);
        });
        return new Decomposition(_distribution, Measure, [.. wanted.Select(i => lattice.Antichains[i])], [.. rows]);
    }
}
