namespace MlPhys.Curvature.Spectra;

/// <summary>A density as point masses.</summary>
/// <param name="Nodes">Places, ascending.</param>
/// <param name="Weights">Masses.</param>
public sealed record WeightedNodes(double[] Nodes, double[] Weights)
{
    /// <summary>The sum of mass times f(node).</summary>
    public double Sum(Func<double, double> f) => Nodes.Zip(Weights, (x, w) => w * f(x)).Sum();
}
