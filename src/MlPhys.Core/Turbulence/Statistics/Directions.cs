using MlPhys.Numerics.Quadrature;

namespace MlPhys.Turbulence.Statistics;

/// <summary>Directions and weights that average polynomials up to degree 12 over the sphere exactly; half of it, for n and -n count alike up to a sign.</summary>
internal static class Directions
{
    private const int Heights = 7;
    private const int Turns = 14;

    /// <summary>x, y, z, weight of each direction; the weights add up to 1.</summary>
    public static double[][] All { get; } = [.. Build()];

    /// <summary>Adds to the sums the moments over all directions n, and for the transverse ones over all m normal to n.</summary>
    /// <param name="a">Nine numbers of A.</param>
    /// <param name="longitudinal">Orders 2, 4 and 6 of n·A·n.</param>
    /// <param name="transverse">Orders 2, 4 and 6 of n·A·m.</param>
    public static void Moments(ReadOnlySpan<double> a, Span<double> longitudinal, Span<double> transverse)
    {
        foreach (var direction in All)
        {
            var (x, y, z, weight) = (direction[0], direction[1], direction[2], direction[3]);
            var (p, q, r) = (
                x * a[0] + y * a[3] + z * a[6],
                x * a[1] + y * a[4] + z * a[7],
                x * a[2] + y * a[5] + z * a[8]
            );
            var along = x * p + y * q + z * r;
            var square = along * along;
            var across = p * p + q * q + r * r - square;
            longitudinal[0] += weight * square;
            longitudinal[1] += weight * square * square;
            longitudinal[2] += weight * square * square * square;
            // Means of cos², cos⁴, cos⁶ on the circle.
            transverse[0] += weight * across / 2;
            transverse[1] += weight * across * across * 3 / 8;
            transverse[2] += weight * across * across * across * 5 / 16;
        }
    }

    private static IEnumerable<double[]> Build()
    {
        var (nodes, weights) = GaussLegendre.Rule(Heights);
        for (var i = 0; i < Heights; i++)
        for (var turn = 0; turn < Turns / 2; turn++)
        {
            var (radius, angle) = (Math.Sqrt(1 - nodes[i] * nodes[i]), 2 * Math.PI * turn / Turns);
            yield return [radius * Math.Cos(angle), radius * Math.Sin(angle), nodes[i], weights[i] / Turns];
        }
    }
}
