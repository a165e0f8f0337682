using System.Numerics;

namespace MlPhys.Turbulence.Simulation;

/// <summary>The products u_i u_j on one plane of grid points.</summary>
internal static unsafe class VelocityProducts
{
    /// <summary>Replaces u, v, w, two free planes by uu - ww, uv, uw, vv - ww, vw.</summary>
    /// <returns>Largest |u| + |v| + |w|; NaN where a velocity is NaN.</returns>
    public static double Form<T>(T* planes, int length)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var largest = Vector<T>.Zero;
        for (var i = 0; i < length; i += Vector<T>.Count)
        {
            var at = planes + i;
            var (u, v, w) = (Vector.Load(at), Vector.Load(at + length), Vector.Load(at + 2 * length));
            largest = Vector.Max(largest, Vector.Abs(u) + Vector.Abs(v) + Vector.Abs(w));
            var square = w * w;
            Vector.Store(u * u - square, at);
            Vector.Store(u * v, at + length);
            Vector.Store(u * w, at + 2 * length);
            Vector.Store(v * v - square, at + 3 * length);
            Vector.Store(v * w, at + 4 * length);
        }
        var speed = 0.0;
        for (var lane = 0; lane < Vector<T>.Count; lane++)
            speed = Math.Max(speed, double.CreateTruncating(largest[lane]));
        return speed;
    }
}
