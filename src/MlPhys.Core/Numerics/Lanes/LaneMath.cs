using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlPhys.Numerics.Lanes;

/// <summary>Elementary functions of a vector in either precision.</summary>
internal static class LaneMath<T>
    where T : unmanaged
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Of(double value) =>
        typeof(T) == typeof(float)
            ? Vector512.Create((float)value).As<float, T>()
            : Vector512.Create(value).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double ToDouble(T value) =>
        typeof(T) == typeof(float) ? Unsafe.BitCast<T, float>(value) : Unsafe.BitCast<T, double>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Exp(Vector512<T> x) =>
        typeof(T) == typeof(float)
            ? SingleMath.Exp(x.As<T, float>()).As<float, T>()
            : DoubleMath.Exp(x.As<T, double>()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Log(Vector512<T> x) =>
        typeof(T) == typeof(float)
            ? SingleMath.Log(x.As<T, float>()).As<float, T>()
            : DoubleMath.Log(x.As<T, double>()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd(Vector512<T> a, Vector512<T> b, Vector512<T> c) =>
        typeof(T) == typeof(float)
            ? Vector512.FusedMultiplyAdd(a.As<T, float>(), b.As<T, float>(), c.As<T, float>()).As<float, T>()
            : Vector512.FusedMultiplyAdd(a.As<T, double>(), b.As<T, double>(), c.As<T, double>()).As<double, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Tanh(Vector512<T> x)
    {
        if (typeof(T) == typeof(float))
            return SingleMath.Tanh(x.As<T, float>()).As<float, T>();
        var size = Vector512.Abs(x);
        var e = Exp(Of(-2) * size);
        var one = Of(1);
        var large = (one - e) / (one + e);
        // Below 0.1 the quotient loses digits; the odd series to x^13 does not.
        var q = x * x;
        var series = Of(21844.0 / 6081075);
        series = MultiplyAdd(series, q, Of(-1382.0 / 155925));
        series = MultiplyAdd(series, q, Of(62.0 / 2835));
        series = MultiplyAdd(series, q, Of(-17.0 / 315));
        series = MultiplyAdd(series, q, Of(2.0 / 15));
        series = MultiplyAdd(series, q, Of(-1.0 / 3));
        var small = MultiplyAdd(series * q, size, size);
        var value = Vector512.ConditionalSelect(Vector512.LessThan(size, Of(0.1)), small, large);
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<T>.Zero), -value, value);
    }

    /// <summary>log(1 + exp(x)) and its derivative.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<T> Value, Vector512<T> Slope) Softplus(Vector512<T> x)
    {
        var e = Exp(-Vector512.Abs(x));
        var one = Of(1);
        var large = one / (one + e);
        var slope = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<T>.Zero), one - large, large);
        return (Vector512.MaxNative(x, Vector512<T>.Zero) + Log(one + e), slope);
    }

    /// <summary>The angle in [0, pi] of the direction (c, s), s not negative, of unit length to rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Angle(Vector512<T> c, Vector512<T> s)
    {
        var size = Vector512.Abs(c);
        var ratio = Vector512.MinNative(size, s) / Vector512.MaxNative(Vector512.MaxNative(size, s), Of(1e-30));
        var q = ratio * ratio;
        var arc = Of(-0.0117212);
        arc = MultiplyAdd(arc, q, Of(0.05265332));
        arc = MultiplyAdd(arc, q, Of(-0.11643287));
        arc = MultiplyAdd(arc, q, Of(0.19354346));
        arc = MultiplyAdd(arc, q, Of(-0.33262347));
        arc = MultiplyAdd(arc, q, Of(0.99997726)) * ratio;
        arc = Vector512.ConditionalSelect(Vector512.GreaterThan(s, size), Of(Math.PI / 2) - arc, arc);
        arc = Vector512.ConditionalSelect(Vector512.LessThan(c, Vector512<T>.Zero), Of(Math.PI) - arc, arc);
        // The polynomial is good to 1e-6; the sine of what is left over, cubed, is below rounding.
        var (sine, cosine) = LaneAngles<T>.SinCos(arc);
        return arc + (s * cosine - c * sine);
    }
}
