using MlPhys.Flows;

namespace MlPhys.Turbulence.Models.Gauges;

/// <summary>div N + N·s over |N| of every gauge feature at points, which is zero where N leaves the density alone; by central differences of fourth order.</summary>
/// <remarks>
/// N depends on the point directly and through the score, N_a = ... + T_ab s_b. The second part of the divergence, T_ab d_a s_b, is zero for any smooth density,
/// because second derivatives are symmetric and T is not, so that the score may be held while the point is moved. Rational-quadratic splines have a continuous
/// slope whose own slope jumps at the knots: there the score jumps along the normal n of the knot's surface, by n_b times something, and differences across
/// it are of no use; the flux through the surface still has no jump, n_a T_ab n_b = 0.
/// </remarks>
internal static class FluxResidual
{
    private const double Step = 1e-4;
    private static readonly (int Offset, double Weight)[] Stencil =
    [
        (-2, 1.0 / 12),
        (-1, -2.0 / 3),
        (1, 2.0 / 3),
        (2, -1.0 / 12),
    ];

    /// <param name="flow">The density.</param>
    /// <param name="x">Points, [point, coordinate].</param>
    /// <param name="isScoreHeld">Whether the score is held while the point is moved.</param>
    /// <returns>[point, coefficient]; zero where a feature is.</returns>
    public static double[,] Of(Flow flow, double[,] x, bool isScoreHeld)
    {
        var score = flow.Score(x);
        var features = GaugeDrift.Features(x, score);
        var sums = new double[x.GetLength(0), Gauge.Coefficients];
        ForEach(sums, (n, c, i) => sums[n, c] += features[n, 8 * c + i] * score[n, i]);
        foreach (var (offset, weight) in Stencil)
            for (var i = 0; i < 8; i++)
            {
                var moved = Moved(x, i, offset * Step);
                var there = GaugeDrift.Features(moved, isScoreHeld ? score : flow.Score(moved));
                for (var n = 0; n < x.GetLength(0); n++)
                for (var c = 0; c < Gauge.Coefficients; c++)
                    sums[n, c] += weight / Step * there[n, 8 * c + i];
            }
        var squares = new double[x.GetLength(0), Gauge.Coefficients];
        ForEach(squares, (n, c, i) => squares[n, c] += features[n, 8 * c + i] * features[n, 8 * c + i]);
        for (var n = 0; n < x.GetLength(0); n++)
        for (var c = 0; c < Gauge.Coefficients; c++)
            sums[n, c] = squares[n, c] > 0 ? sums[n, c] / Math.Sqrt(squares[n, c]) : 0;
        return sums;
    }

    internal static double[,] Moved(double[,] x, int column, double by)
    {
        var moved = (double[,])x.Clone();
        for (var n = 0; n < x.GetLength(0); n++)
            moved[n, column] += by;
        return moved;
    }

    private static void ForEach(double[,] table, Action<int, int, int> act)
    {
        for (var n = 0; n < table.GetLength(0); n++)
        for (var c = 0; c < table.GetLength(1); c++)
        for (var i = 0; i < 8; i++)
            act(n, c, i);
    }
}
