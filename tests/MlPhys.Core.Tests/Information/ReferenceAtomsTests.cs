using System.Text.Json;
using MlPhys.Information;

namespace MlPhys.Core.Tests.Information;

/// <summary>Atoms, parts and redundancies against the reference tables.</summary>
public class ReferenceAtomsTests
{
    [Fact]
    public void Shared_exclusions_agree_in_atoms_parts_and_redundancies()
    {
        var compared = 0;
        foreach (var (name, p, values) in ReferenceTables.All())
        {
            var atoms = PartialInformation.Of(p).Decompose();
            compared += Compare(name, values, "isx", atom => atoms[atom], 1e-10);
            compared += Compare(name, values, "isx_plus", atom => atoms.Row(atom).Informative, 1e-10);
            compared += Compare(name, values, "isx_minus", atom => atoms.Row(atom).Misinformative, 1e-10);
            compared += Compare(name, values, "isx_redundancy", atom => atoms.Row(atom).Redundancy, 1e-10);
            Assert.Equal(values.GetProperty("H_Y").GetDouble(), atoms.TargetEntropy, 1e-12);
            Assert.Equal(values.GetProperty("H_res").GetDouble(), atoms.ResidualEntropy, 1e-12);
        }
        Assert.Equal(4 * (10 * 4 + 10 * 18), compared);
    }

    [Theory]
    [InlineData("I_min", "imin", 1e-10)]
    [InlineData("I_mmi", "immi", 1e-10)]
    [InlineData("BROJA", "broja", 1e-8)]
    public void Other_measures_agree(string measure, string key, double tolerance)
    {
        var chosen = RedundancyMeasure.All.Single(m => m.Name == measure);
        foreach (
            var (name, p, values) in ReferenceTables.All().Where(t => chosen.Supports(t.Distribution.Sources.Length))
        )
        {
            var atoms = PartialInformation.Of(p).WithMeasure(chosen).Decompose();
            Assert.NotEqual(0, Compare(name, values, key, atom => atoms[atom], tolerance));
            Assert.InRange(atoms.CertifiedGap, 0, 1e-10);
        }
    }

    [Fact]
    public void Parity_of_three_bits_has_its_closed_form()
    {
        var atoms = PartialInformation
            .Of(JointDistribution.OfGate(["a", "b", "c"], "y", x => x.Sum() % 2))
            .WithAtoms("{a}{b}{c}")
            .Decompose();
        Assert.Equal(Math.Log2(8 / 7.0), Assert.Single(atoms.Atoms).Value, 1e-12);
        var parts = PartialInformation.Of(JointDistribution.OfGate(["a", "b", "c"], "y", x => x.Sum() % 2)).Decompose();
        Assert.Equal(Math.Log2(32 / 27.0), parts["{abc}"], 1e-12);
    }

    private static int Compare(
        string table,
        JsonElement values,
        string key,
        Func<string, double> found,
        double tolerance
    )
    {
        var count = 0;
        foreach (var atom in values.GetProperty(key).EnumerateObject())
        {
            var difference = Math.Abs(atom.Value.GetDouble() - found(atom.Name));
            Assert.True(difference <= tolerance, $"{table} {key} {atom.Name}: off by {difference:G3}");
            count++;
        }
        return count;
    }
}
