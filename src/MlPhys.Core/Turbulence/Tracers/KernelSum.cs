using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MlPhys.Turbulence.Tracers;

/// <summary>The sum over the neighbours of a point; all values of a neighbour are one vector.</summary>
internal static unsafe class KernelSum
{
    /// <param name="values">Coefficients.</param>
    /// <param name="points">Neighbours along an axis.</param>
    /// <param name="width">Numbers of a neighbour: 4 or 8.</param>
    /// <param name="w">Weights of x, y, z, each <see cref="GridKernel.MostPoints"/> apart.</param>
    /// <param name="o">Offsets of x, y, z, likewise.</param>
    /// <param name="target">The sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Of<T>(T* values, int points, int width, T* w, int* o, T* target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        switch (width * sizeof(T))
        {
            case 16:
                Of128(values, points, w, o, target);
                break;
            case 32:
                Of256(values, points, w, o, target);
                break;
            default:
                Of512(values, points, w, o, target);
                break;
        }
    }

    private static void Of128<T>(T* values, int points, T* w, int* o, T* target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = Vector128<T>.Zero;
        for (var i = 0; i < points; i++)
        for (var j = 0; j < points; j++)
        {
            var from = values + o[i] + o[GridKernel.MostPoints + j];
            var line = Vector128<T>.Zero;
            for (var k = 0; k < points; k++)
                line +=
                    Vector128.Create(w[2 * GridKernel.MostPoints + k])
                    * Vector128.Load(from + o[2 * GridKernel.MostPoints + k]);
            sum += Vector128.Create(w[i] * w[GridKernel.MostPoints + j]) * line;
        }
        sum.Store(target);
    }

    private static void Of256<T>(T* values, int points, T* w, int* o, T* target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = Vector256<T>.Zero;
        for (var i = 0; i < points; i++)
        for (var j = 0; j < points; j++)
        {
            var from = values + o[i] + o[GridKernel.MostPoints + j];
            var line = Vector256<T>.Zero;
            for (var k = 0; k < points; k++)
                line +=
                    Vector256.Create(w[2 * GridKernel.MostPoints + k])
                    * Vector256.Load(from + o[2 * GridKernel.MostPoints + k]);
            sum += Vector256.Create(w[i] * w[GridKernel.MostPoints + j]) * line;
        }
        sum.Store(target);
    }

    private static void Of512<T>(T* values, int points, T* w, int* o, T* target)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        var sum = Vector512<T>.Zero;
        for (var i = 0; i < points; i++)
        for (var j = 0; j < points; j++)
        {
            var from = values + o[i] + o[GridKernel.MostPoints + j];
            var line = Vector512<T>.Zero;
            for (var k = 0; k < points; k++)
                line +=
                    Vector512.Create(w[2 * GridKernel.MostPoints + k])
                    * Vector512.Load(from + o[2 * GridKernel.MostPoints + k]);
            sum += Vector512.Create(w[i] * w[GridKernel.MostPoints + j]) * line;
        }
        sum.Store(target);
    }
}
