using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlPhys.Turbulence.Tracers;

/// <summary>Values and symbols of the kernels by which a field on the grid is interpolated, one axis after the other.</summary>
internal static class GridKernel
{
    public const int MostPoints = 6;

    /// <summary>Points an axis.</summary>
    public static int Points(TracerInterpolation kind) => kind == TracerInterpolation.CubicSpline ? 4 : 6;

    /// <summary>The discrete Fourier transform of the kernel's values on the grid, at angle 2πk/N.</summary>
    public static double Symbol(TracerInterpolation kind, double angle) =>
        kind switch
        {
            TracerInterpolation.CubicSpline => (4 + 2 * Math.Cos(angle)) / 6,
            TracerInterpolation.QuinticSpline => (66 + 52 * Math.Cos(angle) + 2 * Math.Cos(2 * angle)) / 120,
            _ => 1,
        };

    /// <summary>Weights of the points around a place.</summary>
    /// <param name="kind">Kernel.</param>
    /// <param name="t">Place between the two middle points, in [0, 1).</param>
    /// <param name="weights">As many as points.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Weights<T>(TracerInterpolation kind, T t, Span<T> weights)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        if (kind == TracerInterpolation.CubicHermite)
        {
            Hermite(t, weights);
            return;
        }
        var one = T.One - t;
        var (two, three) = (T.CreateTruncating(2), T.CreateTruncating(3));
        if (kind == TracerInterpolation.CubicSpline)
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

    /// <summary>Values and slopes at both sides, the slopes by differences of fourth order over five points.</summary>
    private static void Hermite<T>(T t, Span<T> weights)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var (two, three, eight) = (T.CreateTruncating(2), T.CreateTruncating(3), T.CreateTruncating(8));
        var (square, scale) = (t * t, T.One / T.CreateTruncating(12));
        var rise = square * (three - two * t);
        var left = scale * t * (T.One - t) * (T.One - t);
        var right = scale * square * (t - T.One);
        weights[0] = left;
        weights[1] = right - eight * left;
        weights[2] = T.One - rise - eight * right;
        weights[3] = rise + eight * left;
        weights[4] = eight * right - left;
        weights[5] = -right;
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
