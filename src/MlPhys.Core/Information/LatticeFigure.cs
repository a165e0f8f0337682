using MlPhys.Figures;

namespace MlPhys.Information;

/// <summary>Draws a Hasse diagram: bottom to top, atoms above zero red, below zero blue, near zero grey.</summary>
internal static class LatticeFigure
{
    private const string Positive = "#c0392b";
    private const string Negative = "#2471a3";
    private const string Neutral = "#aab7b8";

    // Values are in bits, one an antichain, NaN where not computed; empty: the bare lattice.
    public static Figure Of(RedundancyLattice lattice, AntichainNames names, double[] values)
    {
        var places = Places(lattice);
        var figure = Figure
            .Titled(values.Length > 0 ? "Atoms of information (bits)" : $"Lattice of {lattice.Sources} sources")
            .WithXAxis("", range: (places.Min(p => p.X) - 0.4, places.Max(p => p.X) + 0.4))
            .WithYAxis("level", range: (-0.5, lattice.Levels.Max() + 0.7))
            .WithSize(lattice.Sources == 4 ? 1400 : 760, lattice.Sources == 4 ? 900 : 560);
        foreach (var (lower, upper) in lattice.Covers())
            figure = figure.WithLine(
                [places[lower].X, places[upper].X],
                [places[lower].Y, places[upper].Y],
                color: "#d5d8dc",
                width: 1
            );
        var scale = Math.Max(1e-12, values.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(1).Max());
        var groups = Enumerable
            .Range(0, places.Length)
            .GroupBy(i => Kind(values.Length > 0 ? values[i] / scale : 0))
            .OrderBy(group => group.Key.Name, StringComparer.Ordinal);
        foreach (var group in groups)
        foreach (var i in group)
        {
            var size = values.Length > 0 ? 8 + 22 * Math.Sqrt(Math.Abs(Known(values[i])) / scale) : 9;
            var name = values.Length > 0 && i == group.First() ? group.Key.Name : null;
            figure = figure.WithTrace(
                new MarkerTrace([places[i].X], [places[i].Y], null, null, name, group.Key.Color, size)
                {
                    Symbol = MarkerSymbol.Circle,
                }
            );
        }
        for (var i = 0; i < places.Length; i++)
        {
            var name = AntichainNames.Label(names.Write(lattice.Antichains[i]));
            var text =
                values.Length > 0 && double.IsFinite(values[i])
                    ? FormattableString.Invariant($"{name} {values[i]:0.000}")
                    : name;
            figure = figure.WithAnnotation(places[i].X, places[i].Y + 0.3, text);
        }
        return figure;
    }

    private static double Known(double value) => double.IsNaN(value) ? 0 : value;

    private static (string Name, string Color) Kind(double relative) =>
        relative switch
        {
            > 1e-6 => ("positive", Positive),
            < -1e-6 => ("negative", Negative),
            _ => ("zero", Neutral),
        };

    /// <summary>Nodes of a level stand in the order of what they stand on.</summary>
    private static (double X, double Y)[] Places(RedundancyLattice lattice)
    {
        var places = new (double X, double Y)[lattice.Antichains.Length];
        var below = lattice.Covers().ToLookup(edge => edge.Upper, edge => edge.Lower);
        foreach (var level in Enumerable.Range(0, places.Length).GroupBy(i => lattice.Levels[i]).OrderBy(l => l.Key))
        {
            var members = level
                .OrderBy(i => Math.Round(below[i].Select(b => places[b].X).DefaultIfEmpty(0).Average(), 9))
                .ToArray();
            for (var k = 0; k < members.Length; k++)
                places[members[k]] = (k - (members.Length - 1) / 2.0, level.Key);
        }
        return places;
    }
}
