using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlPhys.Numerics.Lanes;

/// <summary>Sine and cosine of a vector in either precision, with bits that do not depend on how the code was compiled.</summary>
/// <remarks>Polynomials of Moshier's Cephes (sin, sinf) after taking away multiples of pi/2 in three parts: good to rounding up to about 10^4 in single and 10^8 in double precision.</remarks>
internal static class LaneAngles<T>
    where T : unmanaged
{
    private static bool IsSingle => typeof(T) == typeof(float);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (Vector512<T> Sin, Vector512<T> Cos) SinCos(Vector512<T> x)
    {
        var n = Floor(LaneMath<T>.MultiplyAdd(x, LaneMath<T>.Of(2 / Math.PI), LaneMath<T>.Of(0.5)));
        var r = LaneMath<T>.MultiplyAdd(n, LaneMath<T>.Of(IsSingle ? -1.5703125 : -1.57079625129699707031), x);
        r = LaneMath<T>.MultiplyAdd(
            n,
            LaneMath<T>.Of(IsSingle ? -4.837512969970703125E-4 : -7.54978941586159635336E-8),
            r
        );
        r = LaneMath<T>.MultiplyAdd(
            n,
            LaneMath<T>.Of(IsSingle ? -7.54978995489188216E-8 : -5.39030285815811905290E-15),
            r
        );
        var z = r * r;
        var sine = LaneMath<T>.MultiplyAdd((IsSingle ? SineSingle(z) : SineDouble(z)) * z, r, r);
        var half = LaneMath<T>.MultiplyAdd(z, LaneMath<T>.Of(-0.5), LaneMath<T>.Of(1));
        var cosine = LaneMath<T>.MultiplyAdd((IsSingle ? CosineSingle(z) : CosineDouble(z)) * z, z, half);
        var quarter = n - LaneMath<T>.Of(4) * Floor(n * LaneMath<T>.Of(0.25));
        var (one, two, three) = (LaneMath<T>.Of(1), LaneMath<T>.Of(2), LaneMath<T>.Of(3));
        var isSecond = Vector512.Equals(quarter, one);
        var isThird = Vector512.Equals(quarter, two);
        var isOdd = isSecond | Vector512.Equals(quarter, three);
        var (a, b) = (
            Vector512.ConditionalSelect(isOdd, cosine, sine),
            Vector512.ConditionalSelect(isOdd, sine, cosine)
        );
        return (
            Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(quarter, two), -a, a),
            Vector512.ConditionalSelect(isSecond | isThird, -b, b)
        );
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> SineSingle(Vector512<T> z) =>
        Next(Next(LaneMath<T>.Of(-1.9515295891E-4), z, 8.3321608736E-3), z, -1.6666654611E-1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> CosineSingle(Vector512<T> z) =>
        Next(Next(LaneMath<T>.Of(2.443315711809948E-5), z, -1.388731625493765E-3), z, 4.166664568298827E-2);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> SineDouble(Vector512<T> z)
    {
        var p = Next(LaneMath<T>.Of(1.58962301576546568060E-10), z, -2.50507477628578072866E-8);
        p = Next(Next(p, z, 2.75573136213857245213E-6), z, -1.98412698295895385996E-4);
        return Next(Next(p, z, 8.33333333332211858878E-3), z, -1.66666666666666307295E-1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> CosineDouble(Vector512<T> z)
    {
        var p = Next(LaneMath<T>.Of(-1.13585365213876817300E-11), z, 2.08757008419747316778E-9);
        p = Next(Next(p, z, -2.75573141792967388112E-7), z, 2.48015872888517045348E-5);
        return Next(Next(p, z, -1.38888888888730564116E-3), z, 4.16666666666665929218E-2);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Next(Vector512<T> polynomial, Vector512<T> z, double coefficient) =>
        LaneMath<T>.MultiplyAdd(polynomial, z, LaneMath<T>.Of(coefficient));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Floor(Vector512<T> x) =>
        IsSingle
            ? Vector512.Floor(x.As<T, float>()).As<float, T>()
            : Vector512.Floor(x.As<T, double>()).As<double, T>();
}
