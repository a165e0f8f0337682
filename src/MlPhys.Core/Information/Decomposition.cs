using System.Collections.Immutable;
using System.Globalization;
using MlPhys.Display;
using MlPhys.Figures;

namespace MlPhys.Information;

/// <summary>The atoms of a partial information decomposition, with the quantities they must be read beside.</summary>
[TypeFormatterSource(MimeType.Html, MimeType.Text)]
public sealed class Decomposition : IDisplayable
{
    private readonly JointDistribution _distribution;
    private readonly ImmutableArray<Antichain> _antichains;
    private readonly AntichainNames _names;

    internal Decomposition(
        JointDistribution distribution,
        RedundancyMeasure measure,
        ImmutableArray<Antichain> antichains,
        ImmutableArray<AtomRow> atoms
    )
    {
        (_distribution, Measure, _antichains, Atoms) = (distribution, measure, antichains, atoms);
        _names = new AntichainNames(distribution.Sources);
        var subsets = Enumerable.Range(1, distribution.TargetBit - 1).OrderBy(int.PopCount).ThenBy(s => s);
        SourceInformation =
        [
            .. subsets.Select(s => new SourceInformationRow(
                _names.Write(s),
                distribution.MutualInformation(s, distribution.TargetBit)
            )),
        ];
    }

    /// <summary>The measure of redundancy.</summary>
    public RedundancyMeasure Measure { get; }

    /// <summary>The atoms asked for, in lattice order: what lies below comes first.</summary>
    public ImmutableArray<AtomRow> Atoms { get; }

    /// <summary>I(Y ; X_S) of every set of sources.</summary>
    public ImmutableArray<SourceInformationRow> SourceInformation { get; }

    /// <summary>Entropy of the target.</summary>
    public double TargetEntropy => _distribution.Entropy(_distribution.TargetBit);

    /// <summary>Residual entropy H(Y | X): what all sources together leave open.</summary>
    public double ResidualEntropy => TargetEntropy - SourceInformation[^1].Information;

    /// <summary>Co-information of all sources and the target; for two sources redundancy minus synergy.</summary>
    public double CoInformation => _distribution.CoInformation();

    /// <summary>Certified bound of the numerical error of a measure found by optimisation; 0 for closed forms.</summary>
    public double CertifiedGap => Measure.Gap(_distribution);

    /// <summary>Value of an atom.</summary>
    /// <param name="atom">Name such as {F}{C}, in any order of sources.</param>
    /// <exception cref="ArgumentException">No antichain of the sources, or an atom that was not asked for.</exception>
    public double this[string atom] => Row(atom).Value;

    /// <summary>The row of an atom.</summary>
    /// <param name="atom">Name such as {F}{C}, in any order of sources.</param>
    /// <exception cref="ArgumentException">No antichain of the sources, or an atom that was not asked for.</exception>
    public AtomRow Row(string atom) =>
        _antichains.IndexOf(_names.Read(atom)) is >= 0 and var i
            ? Atoms[i]
            : throw new ArgumentException(
                $"atom {atom} was not asked for; there are {string.Join(", ", Atoms.Select(a => a.Atom))}",
                nameof(atom)
            );

    /// <summary>The atoms of every realisation; their means over the distribution are the atoms.</summary>
    /// <exception cref="InvalidOperationException">The measure has no pointwise values; I_sx has.</exception>
    public IReadOnlyList<PointwiseRow> Pointwise()
    {
        if (Measure is not SharedExclusions)
            throw new InvalidOperationException(
                $"{Measure.Name} has no pointwise values; {RedundancyMeasure.SharedExclusions.Name} has"
            );
        var lattice = RedundancyLattice.Of(_distribution.Sources.Length);
        var redundancies = SharedExclusions.Pointwise(_distribution, lattice.Antichains);
        var rows = new List<PointwiseRow>();
        foreach (var (realisation, k) in _distribution.Realisations.Select((r, k) => (r, k)))
        foreach (var antichain in _antichains)
        {
            var atom = lattice.IndexOf(antichain);
            var (plus, minus) = (0.0, 0.0);
            for (var b = 0; b <= atom; b++)
            {
                plus += lattice.Moebius[atom, b] * redundancies[b][k].Informative;
                minus += lattice.Moebius[atom, b] * redundancies[b][k].Misinformative;
            }
            var (x, y, p) = realisation;
            rows.Add(new PointwiseRow(x, y, p, _names.Write(antichain), plus - minus, plus, minus));
        }
        return rows;
    }

    /// <summary>The lattice, each atom coloured by its sign and sized by its value.</summary>
    public Figure Figure()
    {
        var lattice = RedundancyLattice.Of(_distribution.Sources.Length);
        double[] values =
        [
            .. lattice.Antichains.Select(a => _antichains.IndexOf(a) is >= 0 and var i ? Atoms[i].Value : double.NaN),
        ];
        return LatticeFigure.Of(lattice, _names, values);
    }

    /// <summary>The atoms as text, and for hosts that show it as a table with the lattice.</summary>
    public DisplayBundle ToDisplay() =>
        DisplayBundle
            .OfText(ToString())
            .With(
                MimeType.Html,
                Table.Of(Atoms).WithTitle($"{Measure.Name} of {_distribution.Target} (bits)").ToHtml()
                    + Figure().ToHtml()
            );

    /// <summary>The table and the lattice as an HTML fragment.</summary>
    public string ToHtml() => ToDisplay().ToHtml();

    /// <summary>A table of the atoms.</summary>
    public override string ToString()
    {
        var width = Atoms.Max(a => a.Atom.Length);
        var lines = Atoms.Select(a =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{a.Atom.PadRight(width)} {a.Value, 10:0.000000} {a.Informative, 10:0.000000} {a.Misinformative, 10:0.000000}"
            )
        );
        return $"{Measure.Name} of {_distribution.Target} (bits): value, informative, misinformative\n"
            + string.Join('\n', lines);
    }
}
