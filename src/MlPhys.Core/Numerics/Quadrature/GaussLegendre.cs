using MlPhys.Numerics.LinearAlgebra;

namespace MlPhys.Numerics.Quadrature;

/// <summary>The Gauss-Legendre rule of n nodes, exact for polynomials up to degree 2 n - 1.</summary>
/// <remarks>Golub and Welsch, Math. Comput. 23, 221 (1969).</remarks>
/// <param name="Nodes">Nodes in ascending order.</param>
/// <param name="Weights">Weights, summing to the length of the interval.</param>
public sealed record GaussLegendre(double[] Nodes, double[] Weights)
{
    /// <summary>The rule on an interval.</summary>
    /// <param name="count">Number of nodes, at least 1.</param>
    /// <param name="from">Lower end.</param>
    /// <param name="to">Upper end.</param>
    /// <exception cref="ArgumentException">The count is below 1 or an end is not finite.</exception>
    public static GaussLegendre Rule(int count, double from = -1, double to = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Matrix.RequireFinite([from, to], "interval");
        var (nodes, weights) = TridiagonalEigen.Quadrature(
            new double[count],
            [.. Enumerable.Range(1, count - 1).Select(k => k / Math.Sqrt(4.0 * k * k - 1))]
        );
        var (middle, half) = (0.5 * (from + to), 0.5 * (to - from));
        return new([.. nodes.Select(t => middle + half * t)], [.. weights.Select(w => 2 * half * w)]);
    }

    /// <summary>The weighted sum of a function's values.</summary>
    /// <param name="function">Integrand.</param>
    public double Integrate(Func<double, double> function) => Nodes.Zip(Weights, (x, w) => w * function(x)).Sum();
}
