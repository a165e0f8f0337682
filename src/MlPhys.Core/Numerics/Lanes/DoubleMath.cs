using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlPhys.Numerics.Lanes;

/// <summary>Exponential and logarithm in double precision whose bits do not depend on how the code was compiled.</summary>
/// <remarks>
/// The runtime's vector functions use a multiply-add that is fused or not as the compiler likes, so that a loop changes its bits once it is compiled anew.
/// Rational functions of Moshier's Cephes (exp, log); errors of one or two units in the last place.
/// </remarks>
internal static class DoubleMath
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Exp(Vector512<double> x)
    {
        x = Vector512.MinNative(Vector512.MaxNative(x, Vector512.Create(-708.0)), Vector512.Create(709.0));
        var n = Vector512.Floor(Fma(x, 1.4426950408889634, 0.5));
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-6.93145751953125E-1), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-1.42860682030941723212E-6), r);
        var q = r * r;
        var p = Fma(q, 1.26177193074810590878E-4, 3.02994407707441961300E-2);
        p = r * Vector512.FusedMultiplyAdd(p, q, Vector512.Create(9.99999999999999999910E-1));
        var d = Fma(q, 3.00198505138664455042E-6, 2.52448340349684104192E-3);
        d = Vector512.FusedMultiplyAdd(d, q, Vector512.Create(2.27265548208155028766E-1));
        d = Vector512.FusedMultiplyAdd(d, q, Vector512.Create(2.00000000000000000005));
        var value = Fma(p / (d - p), 2, 1);
        var power = Vector512.ShiftLeft(Vector512.ConvertToInt64Native(n) + Vector512.Create(1023L), 52);
        return value * power.AsDouble();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<double> Log(Vector512<double> x)
    {
        var safe = Vector512.MaxNative(x, Vector512.Create(2.2250738585072014E-308));
        var bits = safe.AsInt64();
        var exponent = Vector512.ShiftRightArithmetic(bits, 52) - Vector512.Create(1022L);
        var m = ((bits & Vector512.Create(0x000FFFFFFFFFFFFF)) | Vector512.Create(0x3FE0000000000000)).AsDouble();
        var isSmall = Vector512.LessThan(m, Vector512.Create(0.70710678118654752440));
        var e = Vector512.ConvertToDouble(exponent);
        e = Vector512.ConditionalSelect(isSmall, e - Vector512<double>.One, e);
        m = Vector512.ConditionalSelect(isSmall, m + m, m) - Vector512<double>.One;
        var z = m * m;
        var p = Fma(m, 1.01875663804580931796E-4, 4.97494994976747001425E-1);
        p = Vector512.FusedMultiplyAdd(p, m, Vector512.Create(4.70579119878881725854));
        p = Vector512.FusedMultiplyAdd(p, m, Vector512.Create(1.44989225341610930846E1));
        p = Vector512.FusedMultiplyAdd(p, m, Vector512.Create(1.79368678507819816313E1));
        p = Vector512.FusedMultiplyAdd(p, m, Vector512.Create(7.70838733755885391666));
        var d = m + Vector512.Create(1.12873587189167450590E1);
        d = Vector512.FusedMultiplyAdd(d, m, Vector512.Create(4.52279145837532221105E1));
        d = Vector512.FusedMultiplyAdd(d, m, Vector512.Create(8.29875266912776603211E1));
        d = Vector512.FusedMultiplyAdd(d, m, Vector512.Create(7.11544750618563894466E1));
        d = Vector512.FusedMultiplyAdd(d, m, Vector512.Create(2.31251620126765340583E1));
        var y = m * (z * p / d);
        y = Vector512.FusedMultiplyAdd(e, Vector512.Create(-2.121944400546905827679E-4), y);
        y = Vector512.FusedMultiplyAdd(z, Vector512.Create(-0.5), y);
        return Vector512.FusedMultiplyAdd(e, Vector512.Create(0.693359375), m + y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Fma(Vector512<double> x, double factor, double term) =>
        Vector512.FusedMultiplyAdd(x, Vector512.Create(factor), Vector512.Create(term));
}
