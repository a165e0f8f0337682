using MlPhys.Numerics.LinearAlgebra;

namespace MlPhys.Numerics.Interpolation;

/// <summary>The slopes at the knots that make the second derivative of a cubic spline continuous.</summary>
internal static class SplineSlopes
{
    public static double[] Of(double[] x, double[] y, SplineEnds ends)
    {
        var last = x.Length - 1;
        var h = new double[last];
        var secant = new double[last];
        for (var i = 0; i < last; i++)
            (h[i], secant[i]) = (x[i + 1] - x[i], (y[i + 1] - y[i]) / (x[i + 1] - x[i]));
        var system = new Tridiagonal(x.Length);
        for (var i = 1; i < last; i++)
            system.SetRow(i, h[i], 2 * (h[i - 1] + h[i]), h[i - 1], 3 * (h[i] * secant[i - 1] + h[i - 1] * secant[i]));
        switch (ends)
        {
            case SplineEnds.Periodic:
                return Periodic(h, secant);
            case SplineEnds.Natural:
                system.SetRow(0, 0, 2, 1, 3 * secant[0]);
                system.SetRow(last, 1, 2, 0, 3 * secant[^1]);
                break;
            default:
                var (start, end) = (h[0] + h[1], h[^1] + h[^2]);
                system.SetRow(
                    0,
                    0,
                    h[1],
                    start,
                    ((h[0] + 2 * start) * h[1] * secant[0] + h[0] * h[0] * secant[1]) / start
                );
                system.SetRow(
                    last,
                    end,
                    h[^2],
                    0,
                    (h[^1] * h[^1] * secant[^2] + (2 * end + h[^1]) * h[^2] * secant[^1]) / end
                );
                break;
        }
        return system.Solve();
    }

    /// <summary>The cyclic system, by the Sherman-Morrison formula on one without its corners.</summary>
    private static double[] Periodic(double[] h, double[] secant)
    {
        var n = h.Length;
        var (plain, corner) = (new Tridiagonal(n), new Tridiagonal(n));
        var gamma = -2 * (h[n - 1] + h[0]);
        var (topRight, bottomLeft) = (h[0], h[n - 2]);
        for (var i = 0; i < n; i++)
        {
            var before = (i + n - 1) % n;
            var diagonal = 2 * (h[before] + h[i]);
            if (i == 0)
                diagonal -= gamma;
            if (i == n - 1)
                diagonal -= topRight * bottomLeft / gamma;
            var right = 3 * (h[i] * secant[before] + h[before] * secant[i]);
            plain.SetRow(i, h[i], diagonal, h[before], right);
            corner.SetRow(
                i,
                h[i],
                diagonal,
                h[before],
                i == 0 ? gamma
                    : i == n - 1 ? bottomLeft
                    : 0
            );
        }
        var (u, v) = (plain.Solve(), corner.Solve());
        var weight = (u[0] + topRight * u[n - 1] / gamma) / (1 + v[0] + topRight * v[n - 1] / gamma);
        var slopes = u.Zip(v, (a, b) => a - weight * b).ToArray();
        return [.. slopes, slopes[0]];
    }
}
