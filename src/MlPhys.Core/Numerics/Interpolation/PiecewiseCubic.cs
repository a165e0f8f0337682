using MlPhys.Numerics.LinearAlgebra;

namespace MlPhys.Numerics.Interpolation;

/// <summary>How a cubic spline ends.</summary>
public enum SplineEnds
{
    /// <summary>The third derivative is continuous at the second and the last but one knot: the choice for smooth data.</summary>
    NotAKnot,

    /// <summary>The second derivative vanishes at both ends.</summary>
    Natural,

    /// <summary>Value and two derivatives agree at both ends; outside, the curve repeats.</summary>
    Periodic,
}

/// <summary>A curve of cubic pieces through points, with its derivatives and integral.</summary>
public sealed class PiecewiseCubic
{
    private readonly double[] x;
    private readonly double[] y;
    private readonly double[] slope;
    private readonly bool periodic;

    private PiecewiseCubic(double[] x, double[] y, double[] slope, bool periodic = false) =>
        (this.x, this.y, this.slope, this.periodic) = ([.. x], [.. y], slope, periodic);

    /// <summary>The cubic spline: two continuous derivatives.</summary>
    /// <param name="x">Abscissae, strictly rising; at least 2 (natural), 3 (periodic) or 4 (not-a-knot).</param>
    /// <param name="y">Ordinates; for periodic ends the first and the last are equal.</param>
    /// <param name="ends">What holds at the ends.</param>
    /// <remarks>de Boor, A Practical Guide to Splines (1978), chapter IV.</remarks>
    /// <exception cref="ArgumentException">Too few points, not rising, lengths that differ, or numbers that are not finite.</exception>
    public static PiecewiseCubic Spline(double[] x, double[] y, SplineEnds ends = SplineEnds.NotAKnot)
    {
        var least = ends switch
        {
            SplineEnds.Natural => 2,
            SplineEnds.Periodic => 3,
            _ => 4,
        };
        Require(x, y, least);
        if (ends == SplineEnds.Periodic && y[0] != y[^1])
            throw new ArgumentException(
                $"y starts at {y[0]} and ends at {y[^1]}; periodic data end where they start",
                nameof(y)
            );
        return new(x, y, SplineSlopes.Of(x, y, ends), ends == SplineEnds.Periodic);
    }

    /// <summary>Monotone interpolation (PCHIP): one continuous derivative, no overshoot between points.</summary>
    /// <param name="x">At least 2 abscissae, strictly rising.</param>
    /// <param name="y">Ordinates.</param>
    /// <remarks>Fritsch and Butland, SIAM J. Sci. Stat. Comput. 5, 300 (1984).</remarks>
    /// <exception cref="ArgumentException">Too few points, not rising, lengths that differ, or numbers that are not finite.</exception>
    public static PiecewiseCubic Monotone(double[] x, double[] y)
    {
        Require(x, y, 2);
        return new(x, y, LocalSlopes.Monotone(x, y));
    }

    /// <summary>Akima's interpolation: one continuous derivative, little overshoot near outliers.</summary>
    /// <param name="x">At least 3 abscissae, strictly rising.</param>
    /// <param name="y">Ordinates.</param>
    /// <remarks>Akima, J. ACM 17, 589 (1970).</remarks>
    /// <exception cref="ArgumentException">Too few points, not rising, lengths that differ, or numbers that are not finite.</exception>
    public static PiecewiseCubic Akima(double[] x, double[] y)
    {
        Require(x, y, 3);
        return new(x, y, LocalSlopes.Akima(x, y));
    }

    /// <summary>The value at a point; outside the data the end pieces continue (or the period repeats).</summary>
    /// <param name="at">Abscissa.</param>
    public double Value(double at)
    {
        var (i, t, h) = Locate(at);
        var (c2, c3) = Curvature(i, h);
        return y[i] + t * (h * slope[i] + t * (c2 + t * c3));
    }

    /// <summary>The first derivative at a point.</summary>
    /// <param name="at">Abscissa.</param>
    public double Derivative(double at)
    {
        var (i, t, h) = Locate(at);
        var (c2, c3) = Curvature(i, h);
        return slope[i] + t * (2 * c2 + 3 * t * c3) / h;
    }

    /// <summary>The second derivative at a point.</summary>
    /// <param name="at">Abscissa.</param>
    public double SecondDerivative(double at)
    {
        var (i, t, h) = Locate(at);
        var (c2, c3) = Curvature(i, h);
        return (2 * c2 + 6 * t * c3) / (h * h);
    }

    /// <summary>The integral over all data.</summary>
    public double Integral()
    {
        var sum = 0.0;
        for (var i = 0; i + 1 < x.Length; i++)
        {
            var h = x[i + 1] - x[i];
            sum += h * (y[i] + y[i + 1]) / 2 + h * h * (slope[i] - slope[i + 1]) / 12;
        }
        return sum;
    }

    private static void Require(double[] x, double[] y, int least)
    {
        Matrix.RequireFinite(x, nameof(x));
        Matrix.RequireFinite(y, x.Length, nameof(y));
        if (x.Length < least)
            throw new ArgumentException($"x has length {x.Length}; at least {least} points are needed", nameof(x));
        for (var i = 1; i < x.Length; i++)
            if (!(x[i] > x[i - 1]))
                throw new ArgumentException($"x[{i}] is {x[i]} after {x[i - 1]}; abscissae rise strictly", nameof(x));
    }

    private (double C2, double C3) Curvature(int i, double h)
    {
        var change = y[i + 1] - y[i];
        return (3 * change - h * (2 * slope[i] + slope[i + 1]), h * (slope[i] + slope[i + 1]) - 2 * change);
    }

    private (int Piece, double Fraction, double Length) Locate(double at)
    {
        if (periodic)
            at -= Math.Floor((at - x[0]) / (x[^1] - x[0])) * (x[^1] - x[0]);
        var found = Array.BinarySearch(x, at);
        var i = Math.Clamp(found >= 0 ? found : ~found - 1, 0, x.Length - 2);
        var h = x[i + 1] - x[i];
        return (i, (at - x[i]) / h, h);
    }
}
