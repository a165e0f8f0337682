using MlPhys.Figures;

namespace MlPhys.Symmetries;

internal static class SymmetryFigures
{
    private const double Floor = 1e-18;
    private const int LinePoints = 200;
    private const double LargestError = 0.2;

    public static Figure Of(Alignment alignment)
    {
        var index = Enumerable.Range(1, alignment.Eigenvalues.Length).Select(i => (double)i).ToArray();
        var sizes = alignment.Eigenvalues.Select(v => Math.Max(Math.Abs(v), Floor)).ToArray();
        var captured = alignment.CapturedShare();
        var shown = Shown(index.Length);
        var spectrum = Figure
            .Titled("Spectrum")
            .WithXAxis("index, by size")
            .WithYAxis("|eigenvalue|", log: true)
            .WithColoredMarkers(index, sizes, alignment.Overlaps, "overlap", size: 4);
        var shares = Figure
            .Titled("Symmetry directions captured")
            .WithXAxis("lowest eigenvectors")
            .WithYAxis("share of the symmetry directions")
            .WithLine(shown.Select(i => index[i]), shown.Select(i => captured[i]), "eigenvectors")
            .WithLine([0, index.Length], [0, 1], "random", dashed: true);
        var scatter = Figure
            .Titled("Overlap against eigenvalue")
            .WithXAxis("|eigenvalue|", log: true)
            .WithYAxis("overlap", range: (0, 1))
            .WithMarkers(sizes, alignment.Overlaps, size: 4)
            .WithHorizontalLine(alignment.Baseline, "random");
        return Figure.Grid("Hessian eigenvectors and symmetry directions", 3, [spectrum, shares, scatter]);
    }

    /// <summary>Places along a line, no more than it has pixels.</summary>
    private static int[] Shown(int count) =>
        count <= LinePoints
            ? [.. Enumerable.Range(0, count)]
            : [.. Enumerable.Range(0, LinePoints).Select(i => (int)((long)i * (count - 1) / (LinePoints - 1)))];

    public static Figure Of(SymmetryDensity density)
    {
        var largest = Math.Max(Math.Abs(density.All.Lowest), Math.Abs(density.All.Highest));
        var edges = Enumerable.Range(0, 25).Select(i => largest * Math.Pow(10, -6 + 0.25 * i)).ToArray();
        var centres = edges.Zip(edges.Skip(1), (a, b) => Math.Sqrt(a * b)).ToArray();
        var overlaps = edges.Zip(edges.Skip(1), density.Overlap).ToArray();
        // An error that is not finite comes from a mass that a single vector has seen.
        var seen = Enumerable.Range(0, centres.Length).Where(i => overlaps[i].StandardError <= LargestError).ToArray();
        var profile = Figure
            .Titled("Overlap against eigenvalue")
            .WithXAxis("|eigenvalue|", log: true)
            .WithYAxis("mean overlap", range: (0, 1))
            .WithMarkers(
                seen.Select(i => centres[i]),
                seen.Select(i => overlaps[i].Value),
                yError: seen.Select(i => overlaps[i].StandardError)
            )
            .WithHorizontalLine(density.Baseline.Value / density.All.Mean(_ => 1).Value, "random");
        return Figure.Grid("Hessian density and symmetry directions", 2, [density.All.Figure(), profile]);
    }
}
