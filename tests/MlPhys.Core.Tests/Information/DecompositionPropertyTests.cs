using MlPhys.Information;

namespace MlPhys.Core.Tests.Information;

/// <summary>What holds for every distribution, over a thousand random tables of two to four sources.</summary>
public class DecompositionPropertyTests
{
    private static readonly string[] Names = ["1", "2", "3", "4"];

    [Fact]
    public void Atoms_below_a_set_of_sources_sum_to_its_information()
    {
        foreach (var p in RandomTables(1000))
        {
            var n = p.Sources.Length;
            var lattice = RedundancyLattice.Of(n);
            var atoms = PartialInformation.Of(p).Decompose();
            for (var s = 1; s < 1 << n; s++)
            {
                var top = new Antichain(s);
                var sum = lattice.Antichains.Select((a, i) => a.IsBelow(top) ? atoms.Atoms[i].Value : 0).Sum();
                var names = p.Sources.Where((_, i) => (s >> i & 1) == 1).ToArray();
                Assert.Equal(p.TargetInformation(names), sum, 1e-12);
            }
        }
    }

    [Fact]
    public void Both_parts_of_every_atom_are_non_negative()
    {
        foreach (var p in RandomTables(1000))
            Assert.All(
                PartialInformation.Of(p).Decompose().Atoms,
                atom => Assert.True(atom.Informative >= -1e-12 && atom.Misinformative >= -1e-12, atom.ToString())
            );
    }

    [Fact]
    public void Permuting_sources_permutes_atoms_and_relabelling_changes_nothing()
    {
        var random = new Random(3);
        foreach (var p in RandomTables(300))
        {
            var n = p.Sources.Length;
            var order = Enumerable.Range(0, n).ToArray();
            random.Shuffle(order);
            var permuted = JointDistribution.FromWeights(
                order.Select(i => p.Sources[i]),
                "y",
                p.Realisations.Select(r => new Realisation(
                    [.. order.Select(i => 7 - 3 * r.Sources[i])],
                    11 - r.Target,
                    r.Probability
                ))
            );
            var (before, after) = (PartialInformation.Of(p).Decompose(), PartialInformation.Of(permuted).Decompose());
            foreach (var atom in before.Atoms)
                Assert.Equal(atom.Value, after[atom.Atom], 1e-12);
        }
    }

    [Fact]
    public void Pointwise_atoms_average_to_the_atoms()
    {
        foreach (var p in RandomTables(60))
        {
            var atoms = PartialInformation.Of(p).Decompose();
            foreach (var group in atoms.Pointwise().GroupBy(row => row.Atom))
                Assert.Equal(atoms[group.Key], group.Sum(row => row.Probability * row.Value), 1e-12);
        }
    }

    [Fact]
    public void Partial_lattices_give_the_same_atoms()
    {
        foreach (var p in RandomTables(60))
        {
            var all = PartialInformation.Of(p).Decompose();
            var one = all.Atoms[all.Atoms.Length / 2];
            Assert.Equal(one, Assert.Single(PartialInformation.Of(p).WithAtoms(one.Atom).Decompose().Atoms));
        }
    }

    [Fact]
    public void Broja_atoms_are_non_negative_and_their_gap_is_certified()
    {
        foreach (var p in RandomTables(90).Where(p => p.Sources.Length == 2))
        {
            var atoms = PartialInformation.Of(p).WithMeasure(RedundancyMeasure.Broja).Decompose();
            Assert.InRange(atoms.CertifiedGap, 0, 1e-10);
            Assert.All(atoms.Atoms, atom => Assert.True(atom.Value >= -1e-9, atom.ToString()));
        }
    }

    /// <summary>Tables with some zero cells, source alphabets of two to four and targets of two or three symbols.</summary>
    private static IEnumerable<JointDistribution> RandomTables(int count)
    {
        var random = new Random(20260);
        for (var t = 0; t < count; t++)
        {
            var n = 2 + t % 3;
            var sizes = Enumerable.Range(0, n).Select(_ => random.Next(2, n == 4 ? 3 : 5)).ToArray();
            var targets = random.Next(2, 4);
            var cells = sizes.Aggregate(targets, (a, b) => a * b);
            var rows = Enumerable
                .Range(0, cells)
                .Select(code =>
                {
                    var x = new int[n];
                    for (var i = 0; i < n; code /= sizes[i], i++)
                        x[i] = code % sizes[i];
                    return new Realisation(x, code, random.NextDouble() < 0.2 ? 0 : Math.Pow(random.NextDouble(), 2));
                })
                .ToArray();
            yield return JointDistribution.FromWeights(Names[..n], "y", rows);
        }
    }
}
