using System.Collections.Immutable;
using MlPhys.Figures;

namespace MlPhys.Curvature.Spectra;

/// <summary>An estimated density of eigenvalues, normalised to 1 over the whole spectrum.</summary>
public sealed class SpectralDensity
{
    internal SpectralDensity(ImmutableArray<WeightedNodes> probes, int dimension, int products) =>
        (Probes, Dimension, Products) = (probes, dimension, products);

    /// <summary>Nodes and weights of each random vector.</summary>
    public ImmutableArray<WeightedNodes> Probes { get; }

    /// <summary>Number of eigenvalues.</summary>
    public int Dimension { get; }

    /// <summary>Products with the operator.</summary>
    public int Products { get; }

    /// <summary>Lowest node.</summary>
    public double Lowest => Probes.Min(p => p.Nodes[0]);

    /// <summary>Highest node.</summary>
    public double Highest => Probes.Max(p => p.Nodes[^1]);

    /// <summary>The mean of f over the eigenvalues, with its standard error over the random vectors.</summary>
    public Estimate Mean(Func<double, double> f)
    {
        var values = Probes.Select(p => p.Sum(f)).ToArray();
        var mean = values.Average();
        var variance = values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
        return new Estimate(mean, Math.Sqrt(variance / values.Length), Products);
    }

    /// <summary>The share of eigenvalues up to x, each node's mass counted half at its own place.</summary>
    public Estimate Cumulative(double x) =>
        Mean(node =>
            node < x ? 1
            : node == x ? 0.5
            : 0
        );

    /// <summary>The density, widened by a Gaussian.</summary>
    /// <param name="grid">Where.</param>
    /// <param name="width">Standard deviation of the Gaussian, positive.</param>
    public VectorEstimate Density(IEnumerable<double> grid, double width)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        var norm = 1 / (width * Math.Sqrt(2 * Math.PI));
        var points = grid.Select(x => Mean(node => norm * Math.Exp(-0.5 * Math.Pow((x - node) / width, 2)))).ToArray();
        return new VectorEstimate([.. points.Select(p => p.Value)], [.. points.Select(p => p.StandardError)], Products);
    }

    /// <summary>The density with its error band.</summary>
    /// <param name="points">Points of the grid.</param>
    /// <param name="width">Standard deviation of the Gaussian; without it a hundredth of the range.</param>
    public Figure Figure(int points = 400, double? width = null)
    {
        var range = Math.Max(Highest - Lowest, double.Epsilon);
        var sigma = width ?? range / 100;
        var grid = Enumerable
            .Range(0, points)
            .Select(i => Lowest - 3 * sigma + (range + 6 * sigma) * i / (points - 1))
            .ToArray();
        var density = Density(grid, sigma);
        var floor = density.Values.Max() * 1e-9;
        return MlPhys
            .Figures.Figure.Titled("Density of Hessian eigenvalues")
            .WithXAxis("eigenvalue")
            .WithYAxis("density", log: true)
            .WithBand(
                grid,
                density.Values.Zip(density.StandardErrors, (v, e) => Math.Max(v - e, floor)),
                density.Values.Zip(density.StandardErrors, (v, e) => Math.Max(v + e, floor))
            )
            .WithLine(grid, density.Values.Select(v => Math.Max(v, floor)));
    }
}
