using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlPhys.Turbulence.Tracers;

/// <summary>Order of the cardinal B-splines that interpolate on the periodic grid.</summary>
/// <remarks>The coefficients come from the Fourier modes divided by the spline's symbol, which costs nothing. Unser, IEEE Signal Process. Mag. 16, 22 (1999).</remarks>
public enum SplineOrder
{
    /// <summary>Four points an axis, error of fourth order.</summary>
    Cubic = 3,

    /// <summary>Six points an axis, error of sixth order.</summary>
    Quintic = 5,
}

/// <summary>Values and symbols of the cardinal B-splines.</summary>
internal static class BSpline
{
    public const int MostPoints = 6;

    /// <summary>Points an axis.</summary>
    public static int Points(SplineOrder order) => (int)order + 1;

    /// <summary>The discrete Fourier transform of the spline's values on the grid, at angle 2πk/N.</summary>
    public static double Symbol(SplineOrder order, double angle) =>
        order == SplineOrder.Cubic
            ? (4 + 2 * Math.Cos(angle)) / 6
            : (66 + 52 * Math.Cos(angle) + 2 * Math.Cos(2 * angle)) / 120;

    /// <summary>Weights of the points around a place.</summary>
    /// <param name="order">Order.</param>
    /// <param name="t">Place between the two middle points, in [0, 1).</param>
    /// <param name="weights">As many as points.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Weights<T>(SplineOrder order, T t, Span<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var one = T.One - t;
        var (two, three) = (T.CreateTruncating(2), T.CreateTruncating(3));
        if (order == SplineOrder.Cubic)
        {
            var sixth = T.One / T.CreateTruncating(6);
            weights[0] = sixth * one * one * one;
            weights[1] = sixth * (T.CreateTruncating(4) + three * t * t * (t - two));
            weights[2] = sixth * (T.CreateTruncating(4) + three * one * one * (one - two));
            weights[3] = sixth * t * t * t;
            return;
        }
        var scale = T.One / T.CreateTruncating(120);
        weights[0] = scale * Fifth(one);
        weights[1] = scale * Outer(t);
        weights[2] = scale * Inner(t);
        weights[3] = scale * Inner(one);
        weights[4] = scale * Outer(one);
        weights[5] = scale * Fifth(t);
    }

    private static T Fifth<T>(T t)
        where T : IBinaryFloatingPointIeee754<T> => t * t * (t * t) * t;

    private static T Inner<T>(T t)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var square = t * t;
        return T.CreateTruncating(66)
            + square * (T.CreateTruncating(-60) + square * (T.CreateTruncating(30) - T.CreateTruncating(10) * t));
    }

    private static T Outer<T>(T t)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var square = t * t;
        return T.CreateTruncating(26)
            - T.CreateTruncating(50) * t
            + square
                * (
                    T.CreateTruncating(20)
                    + T.CreateTruncating(20) * t
                    + square * (T.CreateTruncating(-20) + T.CreateTruncating(5) * t)
                );
    }
}
