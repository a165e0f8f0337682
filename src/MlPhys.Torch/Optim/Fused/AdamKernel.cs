using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TorchSharp.Modules;

/// <summary>What a step of Adam multiplies with.</summary>
/// <param name="Beta1">Share of the first moment that stays.</param>
/// <param name="Beta2">Share of the second moment that stays.</param>
/// <param name="Rate">Learning rate over the first moment's correction.</param>
/// <param name="RootCorrection">Square root of the second moment's correction.</param>
/// <param name="Epsilon">Added to the root of the second moment.</param>
/// <param name="Decay">Weight decay that goes through the gradient.</param>
/// <param name="Shrinkage">Factor on the parameter itself (decoupled weight decay).</param>
/// <param name="Sign">−1 climbs.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AdamCoefficients(
    double Beta1,
    double Beta2,
    double Rate,
    double RootCorrection,
    double Epsilon,
    double Decay,
    double Shrinkage,
    double Sign
);

/// <summary>
/// One pass of Adam (Kingma and Ba 2015; Loshchilov and Hutter 2019) over parameter, gradient and moments. Every element
/// goes through the same IEEE operations wherever it stands, so that the result does not depend on the vector width.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct AdamKernel<T>
    where T : unmanaged, IFloatingPoint<T>
{
    private readonly Vector<T> keep1;
    private readonly Vector<T> gain1;
    private readonly Vector<T> keep2;
    private readonly Vector<T> gain2;
    private readonly Vector<T> rate;
    private readonly Vector<T> rootCorrection;
    private readonly Vector<T> epsilon;
    private readonly Vector<T> decay;
    private readonly Vector<T> shrinkage;
    private readonly Vector<T> sign;

    public AdamKernel(in AdamCoefficients c)
    {
        (keep1, gain1) = (All(c.Beta1), All(1 - c.Beta1));
        (keep2, gain2) = (All(c.Beta2), All(1 - c.Beta2));
        (rate, rootCorrection, epsilon) = (All(-c.Rate), All(c.RootCorrection), All(c.Epsilon));
        (decay, shrinkage, sign) = (All(c.Decay), All(c.Shrinkage), All(c.Sign));
    }

    /// <param name="parameter">Changed in place, as are the moments.</param>
    /// <param name="gradient">As long as the parameter.</param>
    /// <param name="first">Mean of gradients.</param>
    /// <param name="second">Mean of their squares.</param>
    /// <param name="largest">Largest second moment so far (AMSGrad), or empty.</param>
    public void Run(Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> first, Span<T> second, Span<T> largest)
    {
        var whole = parameter.Length - parameter.Length % Vector<T>.Count;
        for (var i = 0; i < whole; i += Vector<T>.Count)
            Step(
                ref parameter[i],
                in gradient[i],
                ref first[i],
                ref second[i],
                ref largest.IsEmpty ? ref Unsafe.NullRef<T>() : ref largest[i]
            );
        if (whole < parameter.Length)
            RunPadded(
                parameter[whole..],
                gradient[whole..],
                first[whole..],
                second[whole..],
                largest.IsEmpty ? [] : largest[whole..]
            );
    }

    private void RunPadded(Span<T> parameter, ReadOnlySpan<T> gradient, Span<T> first, Span<T> second, Span<T> largest)
    {
        var width = Vector<T>.Count;
        Span<T> padded = stackalloc T[5 * width];
        padded.Clear();
        var p = padded[..width];
        var g = padded.Slice(width, width);
        var m = padded.Slice(2 * width, width);
        var v = padded.Slice(3 * width, width);
        var x = padded.Slice(4 * width, width);
        parameter.CopyTo(p);
        gradient.CopyTo(g);
        first.CopyTo(m);
        second.CopyTo(v);
        largest.CopyTo(x);
        Step(ref p[0], in g[0], ref m[0], ref v[0], ref largest.IsEmpty ? ref Unsafe.NullRef<T>() : ref x[0]);
        p[..parameter.Length].CopyTo(parameter);
        m[..first.Length].CopyTo(first);
        v[..second.Length].CopyTo(second);
        x[..largest.Length].CopyTo(largest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Step(ref T parameter, in T gradient, ref T first, ref T second, ref T largest)
    {
        var p = Vector.LoadUnsafe(ref parameter) * shrinkage;
        var g = MultiplyAdd(p, decay, Vector.LoadUnsafe(in gradient) * sign);
        var m = MultiplyAdd(g, gain1, Vector.LoadUnsafe(ref first) * keep1);
        var v = MultiplyAdd(gain2 * g, g, Vector.LoadUnsafe(ref second) * keep2);
        m.StoreUnsafe(ref first);
        v.StoreUnsafe(ref second);
        if (!Unsafe.IsNullRef(ref largest))
        {
            v = Vector.Max(Vector.LoadUnsafe(ref largest), v);
            v.StoreUnsafe(ref largest);
        }
        var root = Vector.SquareRoot(v) / rootCorrection + epsilon;
        (p + rate * m / root).StoreUnsafe(ref parameter);
    }

    private static Vector<T> All(double value) => new(T.CreateTruncating(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> MultiplyAdd(Vector<T> left, Vector<T> right, Vector<T> addend) =>
        typeof(T) == typeof(float)
            ? Vector.FusedMultiplyAdd(left.As<T, float>(), right.As<T, float>(), addend.As<T, float>()).As<float, T>()
            : Vector
                .FusedMultiplyAdd(left.As<T, double>(), right.As<T, double>(), addend.As<T, double>())
                .As<double, T>();
}
