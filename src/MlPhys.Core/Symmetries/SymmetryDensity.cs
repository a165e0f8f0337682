using MlPhys.Curvature.Spectra;

namespace MlPhys.Symmetries;

/// <summary>The density of eigenvalues and that part of it that lies along the symmetry directions, from the same random vectors.</summary>
/// <param name="All">Density of the whole spectrum, of mass 1.</param>
/// <param name="AlongSymmetries">Density weighted with the overlap with the symmetry directions, of mass m / P.</param>
public sealed record SymmetryDensity(SpectralDensity All, SpectralDensity AlongSymmetries)
{
    /// <summary>m / P as the random vectors see it.</summary>
    public Estimate Baseline => AlongSymmetries.Mean(_ => 1);

    /// <summary>Mean overlap of eigenvectors whose absolute eigenvalues lie in [low, high).</summary>
    /// <returns>The ratio of masses with its standard error by the jackknife over random vectors; NaN where there is no mass.</returns>
    public Estimate Overlap(double low, double high)
    {
        double Inside(double x) => Math.Abs(x) >= low && Math.Abs(x) < high ? 1 : 0;
        var all = All.Probes.Select(p => p.Sum(Inside)).ToArray();
        var along = AlongSymmetries.Probes.Select(p => p.Sum(Inside)).ToArray();
        var (total, part, n) = (all.Sum(), along.Sum(), all.Length);
        var ratio = part / total;
        var leaving = all.Zip(along, (a, s) => (part - s) / (total - a)).ToArray();
        var mean = leaving.Average();
        var error = Math.Sqrt((n - 1.0) / n * leaving.Sum(r => (r - mean) * (r - mean)));
        return new Estimate(ratio, error, All.Products + AlongSymmetries.Products);
    }

    /// <summary>The absolute eigenvalue below which a share of the spectrum lies.</summary>
    /// <param name="share">Between 0 and 1.</param>
    public double Quantile(double share)
    {
        var nodes = All
            .Probes.SelectMany(p => p.Nodes.Zip(p.Weights, (x, w) => (Size: Math.Abs(x), Weight: w)))
            .OrderBy(node => node.Size)
            .ToArray();
        var (sum, total) = (0.0, nodes.Sum(node => node.Weight));
        foreach (var (size, weight) in nodes)
            if ((sum += weight) >= share * total)
                return size;
        return nodes[^1].Size;
    }
}
