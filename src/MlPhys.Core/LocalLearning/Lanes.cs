using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace MlPhys.LocalLearning;

/// <summary>The elementwise functions of a neuron over a batch, eight samples at a time.</summary>
internal static class Lanes
{
    private static int Width => Vector512<double>.Count;

    public static void Add(Span<double> sum, ReadOnlySpan<double> term)
    {
        for (var i = 0; i < sum.Length; i++)
            sum[i] += term[i];
    }

    public static void Multiply(
        ReadOnlySpan<double> a,
        ReadOnlySpan<double> b,
        ReadOnlySpan<double> c,
        Span<double> result
    )
    {
        for (var i = 0; i < result.Length; i++)
            result[i] = a[i] * b[i] * c[i];
    }

    /// <summary>s(x) and s(-x), each accurate where the other is close to one.</summary>
    public static void Logistic(ReadOnlySpan<double> x, Span<double> plus, Span<double> minus)
    {
        var i = 0;
        for (; i + Width <= x.Length; i += Width)
        {
            var e = Elementary.Exp(-Vector512.Abs(Load(x, i)));
            var large = Vector512<double>.One / (Vector512<double>.One + e);
            var small = e * large;
            var positive = Vector512.GreaterThanOrEqual(Load(x, i), Vector512<double>.Zero);
            Vector512.ConditionalSelect(positive, large, small).CopyTo(plus[i..]);
            Vector512.ConditionalSelect(positive, small, large).CopyTo(minus[i..]);
        }
        for (; i < x.Length; i++)
        {
            var e = Math.Exp(-Math.Abs(x[i]));
            var (large, small) = (1 / (1 + e), e / (1 + e));
            (plus[i], minus[i]) = x[i] >= 0 ? (large, small) : (small, large);
        }
    }

    /// <summary>z_0 [drive + sum_k a_k s_k] with s_k = s(2 z_0 z_k), which is kept for the way back; where a_k is 0, s_k is not computed.</summary>
    public static void Modulate(
        ReadOnlySpan<double> z,
        double drive,
        ReadOnlySpan<double> modulation,
        Span<double> gates,
        Span<double> result
    )
    {
        var samples = result.Length;
        var i = 0;
        for (; i + Width <= samples; i += Width)
        {
            var receptive = Load(z, i);
            var gain = Vector512.Create(drive);
            for (var k = 0; k < modulation.Length; k++)
            {
                if (modulation[k] == 0)
                    continue;
                var s = Logistic(2 * receptive * Load(z, (k + 1) * samples + i));
                s.CopyTo(gates[(k * samples + i)..]);
                gain += modulation[k] * s;
            }
            (receptive * gain).CopyTo(result[i..]);
        }
        for (; i < samples; i++)
        {
            var gain = drive;
            for (var k = 0; k < modulation.Length; k++)
                gain += modulation[k] * (gates[k * samples + i] = Logistic(2 * z[i] * z[(k + 1) * samples + i]));
            result[i] = z[i] * gain;
        }
    }

    /// <summary>delta_k = gradient theta (1 - theta) dA/dz_k.</summary>
    public static void ModulateBackward(
        ReadOnlySpan<double> z,
        double drive,
        ReadOnlySpan<double> modulation,
        ReadOnlySpan<double> gates,
        ReadOnlySpan<double> theta,
        ReadOnlySpan<double> rest,
        ReadOnlySpan<double> gradient,
        Span<double> delta
    )
    {
        var samples = theta.Length;
        var i = 0;
        for (; i + Width <= samples; i += Width)
        {
            var receptive = Load(z, i);
            var chain = Load(gradient, i) * Load(theta, i) * Load(rest, i);
            var slope = Vector512.Create(drive);
            for (var k = 0; k < modulation.Length; k++)
            {
                var other = Load(z, (k + 1) * samples + i);
                var s = Load(gates, k * samples + i);
                var ds = 2 * modulation[k] * receptive * s * (Vector512<double>.One - s);
                slope += modulation[k] * s + ds * other;
                (chain * ds * receptive).CopyTo(delta[((k + 1) * samples + i)..]);
            }
            (chain * slope).CopyTo(delta[i..]);
        }
        for (; i < samples; i++)
        {
            var chain = gradient[i] * theta[i] * rest[i];
            var slope = drive;
            for (var k = 0; k < modulation.Length; k++)
            {
                var s = gates[k * samples + i];
                var ds = 2 * modulation[k] * z[i] * s * (1 - s);
                slope += modulation[k] * s + ds * z[(k + 1) * samples + i];
                delta[(k + 1) * samples + i] = chain * ds * z[i];
            }
            delta[i] = chain * slope;
        }
    }

    private static Vector512<double> Logistic(Vector512<double> x) =>
        Vector512<double>.One / (Vector512<double>.One + Elementary.Exp(-x));

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));

    private static Vector512<double> Load(ReadOnlySpan<double> values, int at) =>
        Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(values), (nuint)at);
}
