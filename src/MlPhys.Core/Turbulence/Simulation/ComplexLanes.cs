using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlPhys.Turbulence.Simulation;

/// <summary>Vectors of complex numbers that lie as pairs (real, imaginary).</summary>
internal static class ComplexLanes<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private static readonly Vector<T> ImaginaryMinus = Vector.Create<T>([
        .. Enumerable.Range(0, Vector<T>.Count).Select(i => i % 2 == 0 ? T.One : -T.One),
    ]);

    /// <summary>-i z of each complex number z.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MinusI(Vector<T> z) => Swapped(z) * ImaginaryMinus;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Swapped(Vector<T> z)
    {
        if (typeof(T) == typeof(float))
        {
            var pairs = Vector.As<T, ulong>(z);
            return Vector.As<ulong, T>((pairs << 32) | (pairs >>> 32));
        }
        var d = Vector.As<T, double>(z);
        return Vector.As<double, T>(
            Vector<double>.Count switch
            {
                2 => Vector128.Shuffle(d.AsVector128(), Vector128.Create(1L, 0)).AsVector(),
                4 => Vector256.Shuffle(d.AsVector256(), Vector256.Create(1L, 0, 3, 2)).AsVector(),
                _ => Vector512.Shuffle(d.AsVector512(), Vector512.Create(1L, 0, 3, 2, 5, 4, 7, 6)).AsVector(),
            }
        );
    }
}
