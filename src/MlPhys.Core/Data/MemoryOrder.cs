using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlPhys.Data;

/// <summary>Turns Fortran order into C order and back: a transposition of all axes.</summary>
internal static class MemoryOrder
{
    /// <summary>The values of a C-ordered array with its axes reversed, again in C order.</summary>
    /// <param name="values">One-dimensional, in C order.</param>
    /// <param name="size">Bytes of an element: 1, 2, 4, 8 or 16.</param>
    /// <param name="shape">Extents before the reversal.</param>
    public static Array Reversed(Array values, int size, int[] shape)
    {
        var reversed = Array.CreateInstance(values.GetType().GetElementType()!, values.Length);
        switch (size)
        {
            case 1:
                Reverse<byte>(values, reversed, shape);
                break;
            case 2:
                Reverse<ushort>(values, reversed, shape);
                break;
            case 4:
                Reverse<uint>(values, reversed, shape);
                break;
            case 8:
                Reverse<ulong>(values, reversed, shape);
                break;
            default:
                Reverse<UInt128>(values, reversed, shape);
                break;
        }
        return reversed;
    }

    private static void Reverse<T>(Array source, Array target, int[] shape)
        where T : unmanaged
    {
        if (source.Length == 0 || shape.Length == 0)
        {
            Array.Copy(source, target, source.Length);
            return;
        }
        var from = Elements<T>(source);
        var to = Elements<T>(target);
        var stride = from.Length / shape[0];
        var index = new int[shape.Length];
        for (var (at, offset) = (0, 0); at < to.Length; at += shape[0], offset = Next(index, shape))
        for (var first = 0; first < shape[0]; first++)
            to[at + first] = from[offset + first * stride];
    }

    /// <summary>Advances all indices but the first, the second fastest, and returns the offset they point to.</summary>
    private static int Next(int[] index, int[] shape)
    {
        for (var axis = 1; axis < shape.Length && ++index[axis] == shape[axis]; axis++)
            index[axis] = 0;
        var offset = 0;
        for (var axis = 0; axis < shape.Length; axis++)
            offset = offset * shape[axis] + index[axis];
        return offset;
    }

    private static Span<T> Elements<T>(Array values)
        where T : unmanaged =>
        MemoryMarshal.CreateSpan(
            ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(values)),
            values.Length
        );
}
