using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlPhys.Numerics.Lanes;

/// <summary>Exponential and logarithm in single precision without the detour through double that the runtime's take.</summary>
/// <remarks>Polynomials of Moshier's Cephes (expf, logf); errors of one or two units in the last place.</remarks>
internal static class SingleMath
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        x = Vector512.MinNative(Vector512.MaxNative(x, Vector512.Create(-87.3f)), Vector512.Create(88.3f));
        var n = Vector512.Floor(Fma(x, 1.44269504f, 0.5f));
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-0.693359375f), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(2.12194440e-4f), r);
        var p = Fma(r, 1.9875691500e-4f, 1.3981999507e-3f);
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(8.3334519073e-3f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(4.1665795894e-2f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(1.6666665459e-1f));
        p = Vector512.FusedMultiplyAdd(p, r, Vector512.Create(5.0000001201e-1f));
        p = Vector512.FusedMultiplyAdd(p * r, r, r + Vector512<float>.One);
        var power = Vector512.ShiftLeft(Vector512.ConvertToInt32Native(n) + Vector512.Create(127), 23);
        return p * power.AsSingle();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x)
    {
        var safe = Vector512.MaxNative(x, Vector512.Create(1.17549435e-38f));
        var bits = safe.AsInt32();
        var exponent = Vector512.ShiftRightArithmetic(bits, 23) - Vector512.Create(126);
        var m = ((bits & Vector512.Create(0x007FFFFF)) | Vector512.Create(0x3F000000)).AsSingle();
        var isSmall = Vector512.LessThan(m, Vector512.Create(0.707106781f));
        var e = Vector512.ConvertToSingle(exponent);
        e = Vector512.ConditionalSelect(isSmall, e - Vector512<float>.One, e);
        m = Vector512.ConditionalSelect(isSmall, m + m, m) - Vector512<float>.One;
        var z = m * m;
        var p = Fma(m, 7.0376836292e-2f, -1.1514610310e-1f);
        p = Vector512.FusedMultiplyAdd(p, m, Vector512.Create(1.1676998740e-1f));
        p = Vector512.FusedMultiplyAdd(p, m, Vector512.Create(-1.2420140846e-1f));
        p = Vector512.FusedMultiplyAdd(p, m, Vector512.Create(1.4249322787e-1f));
        p = Vector512.FusedMultiplyAdd(p, m, Vector512.Create(-1.6668057665e-1f));
        p = Vector512.FusedMultiplyAdd(p, m, Vector512.Create(2.0000714765e-1f));
        p = Vector512.FusedMultiplyAdd(p, m, Vector512.Create(-2.4999993993e-1f));
        p = Vector512.FusedMultiplyAdd(p, m, Vector512.Create(3.3333331174e-1f));
        var y = Vector512.FusedMultiplyAdd(e, Vector512.Create(-2.12194440e-4f), p * m * z);
        y = Vector512.FusedMultiplyAdd(z, Vector512.Create(-0.5f), y);
        return Vector512.FusedMultiplyAdd(e, Vector512.Create(0.693359375f), m + y);
    }

    /// <summary>A quotient of odd and even polynomials, good to a few units in the last place; beyond 7.9 it is one to rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Tanh(Vector512<float> x)
    {
        var limit = Vector512.Create(7.90531110763549805f);
        x = Vector512.MinNative(Vector512.MaxNative(x, -limit), limit);
        var q = x * x;
        var p = Fma(q, -2.76076847742355e-16f, 2.00018790482477e-13f);
        p = Vector512.FusedMultiplyAdd(p, q, Vector512.Create(-8.60467152213735e-11f));
        p = Vector512.FusedMultiplyAdd(p, q, Vector512.Create(5.12229709037114e-08f));
        p = Vector512.FusedMultiplyAdd(p, q, Vector512.Create(1.48572235717979e-05f));
        p = Vector512.FusedMultiplyAdd(p, q, Vector512.Create(6.37261928875436e-04f));
        p = Vector512.FusedMultiplyAdd(p, q, Vector512.Create(4.89352455891786e-03f)) * x;
        var d = Fma(q, 1.19825839466702e-06f, 1.18534705686654e-04f);
        d = Vector512.FusedMultiplyAdd(d, q, Vector512.Create(2.26843463243900e-03f));
        d = Vector512.FusedMultiplyAdd(d, q, Vector512.Create(4.89352518554385e-03f));
        return p / d;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Fma(Vector512<float> x, float factor, float term) =>
        Vector512.FusedMultiplyAdd(x, Vector512.Create(factor), Vector512.Create(term));
}
