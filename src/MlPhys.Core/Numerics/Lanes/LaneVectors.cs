using System.Runtime.Intrinsics;

namespace MlPhys.Numerics.Lanes;

/// <summary>Operations on whole buffers of parameters.</summary>
internal static unsafe class LaneVectors<T>
    where T : unmanaged
{
    /// <summary>Adds the terms to the sum.</summary>
    public static void Add(LaneBuffer<T> sum, LaneBuffer<T> terms)
    {
        for (var i = 0; i < sum.Count; i += Vector512<T>.Count)
            (Vector512.Load(sum.At + i) + Vector512.Load(terms.At + i)).Store(sum.At + i);
    }

    /// <summary>Rounds double-precision numbers into a buffer padded to whole vectors.</summary>
    public static LaneBuffer<T> Of(ReadOnlySpan<double> numbers)
    {
        var buffer = new LaneBuffer<T>((numbers.Length + 15) / 16 * 16);
        for (var i = 0; i < numbers.Length; i++)
            buffer.At[i] = LaneMath<T>.Of(numbers[i])[0];
        return buffer;
    }

    /// <summary>Rounds numbers into a buffer.</summary>
    public static void Round(ReadOnlySpan<double> numbers, LaneBuffer<T> to)
    {
        if (typeof(T) == typeof(float))
            for (var i = 0; i < numbers.Length; i++)
                ((float*)to.At)[i] = (float)numbers[i];
        else
            numbers.CopyTo(new Span<double>(to.At, numbers.Length));
    }

    /// <summary>The numbers in double precision.</summary>
    public static double[] ToDoubles(LaneBuffer<T> buffer, int count)
    {
        var numbers = new double[count];
        for (var i = 0; i < count; i++)
            numbers[i] = LaneMath<T>.ToDouble(buffer.At[i]);
        return numbers;
    }
}
