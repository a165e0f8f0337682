using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace MlPhys.Data;

/// <summary>A dense array of any rank and element type, as NPY, NPZ, IDX and checkpoint files hold it.</summary>
/// <remarks>Values lie in C order: the last index runs fastest.</remarks>
public sealed class NdArray
{
    private NdArray(Array values, int[] shape)
    {
        Values = values;
        Shape = shape;
    }

    /// <summary>The values in C order, a one-dimensional array of <see cref="ElementType"/>.</summary>
    public Array Values { get; }

    /// <summary>Extents, first index first; empty for a scalar.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The .NET type of an element.</summary>
    public Type ElementType => Values.GetType().GetElementType()!;

    /// <summary>The number of elements.</summary>
    public int Length => Values.Length;

    /// <summary>An array of one element type from a .NET array of any rank; rank one shares the memory, higher ranks are copied.</summary>
    /// <param name="values">For example <c>float[]</c>, <c>double[,]</c>, <c>int[,,]</c>.</param>
    /// <exception cref="ArgumentException">The element type has no NPY counterpart.</exception>
    public static NdArray Of(Array values)
    {
        var shape = Enumerable.Range(0, values.Rank).Select(values.GetLength).ToArray();
        var type = NpyType.Of(values.GetType().GetElementType()!);
        if (values.Rank == 1)
            return new NdArray(values, shape);
        var flat = Array.CreateInstance(values.GetType().GetElementType()!, values.Length);
        Bytes(values, type.Size).CopyTo(Bytes(flat, type.Size));
        return new NdArray(flat, shape);
    }

    /// <summary>The same values in C order under other extents; the memory is shared, not copied.</summary>
    /// <param name="shape">Extents, first index first; none for a scalar.</param>
    /// <exception cref="ArgumentException">The product of the extents is not the number of values.</exception>
    public NdArray Reshape(params int[] shape)
    {
        if (shape.Any(extent => extent < 0))
            throw new ArgumentException($"shape {Describe(shape)} has a negative extent", nameof(shape));
        var expected = shape.Aggregate((Int128)1, (product, extent) => product * extent);
        return expected == Length
            ? new NdArray(Values, [.. shape])
            : throw new ArgumentException(
                $"shape {Describe(shape)} asks for {expected} values, found {Length}",
                nameof(shape)
            );
    }

    /// <summary>The values as they are stored, without conversion or copy.</summary>
    /// <exception cref="InvalidOperationException">The elements are of another type.</exception>
    public T[] As<T>()
        where T : unmanaged =>
        ElementType == typeof(T)
            ? (T[])Values
            : throw new InvalidOperationException($"the array holds {ElementType.Name}, not {typeof(T).Name}");

    /// <summary>The values as float64 in C order, converted from any real type.</summary>
    /// <exception cref="InvalidOperationException">The elements are complex.</exception>
    public double[] Doubles() => Converted<double>();

    /// <summary>The values as float32 in C order, converted from any real type.</summary>
    /// <exception cref="InvalidOperationException">The elements are complex.</exception>
    public float[] Singles() => Converted<float>();

    /// <summary>The values as a rectangular matrix of float64.</summary>
    /// <exception cref="InvalidOperationException">The rank is not two, or the elements are complex.</exception>
    public double[,] Matrix()
    {
        if (Shape.Count != 2)
            throw new InvalidOperationException($"a matrix has two extents, the array has shape {Describe(Shape)}");
        var matrix = new double[Shape[0], Shape[1]];
        Doubles().AsSpan().CopyTo(MemoryMarshal.Cast<byte, double>(Bytes(matrix, sizeof(double))));
        return matrix;
    }

    /// <summary>Type and shape in short.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{ElementType.Name} array of shape {Describe(Shape)}");

    internal static NdArray Unchecked(Array values, int[] shape) => new(values, shape);

    internal static string Describe(IEnumerable<int> shape) => $"({string.Join(", ", shape)})";

    private T[] Converted<T>()
        where T : unmanaged, INumberBase<T> =>
        Values switch
        {
            T[] same => same,
            bool[] a => Array.ConvertAll(a, x => x ? T.One : T.Zero),
            sbyte[] a => Array.ConvertAll(a, T.CreateChecked),
            byte[] a => Array.ConvertAll(a, T.CreateChecked),
            short[] a => Array.ConvertAll(a, T.CreateChecked),
            ushort[] a => Array.ConvertAll(a, T.CreateChecked),
            int[] a => Array.ConvertAll(a, T.CreateChecked),
            uint[] a => Array.ConvertAll(a, T.CreateChecked),
            long[] a => Array.ConvertAll(a, T.CreateChecked),
            ulong[] a => Array.ConvertAll(a, T.CreateChecked),
            Half[] a => Array.ConvertAll(a, T.CreateChecked),
            float[] a => Array.ConvertAll(a, T.CreateChecked),
            double[] a => Array.ConvertAll(a, T.CreateChecked),
            _ => throw new InvalidOperationException($"{ElementType.Name} values are no real numbers"),
        };

    private static Span<byte> Bytes(Array values, int size) =>
        MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(values), checked(values.Length * size));
}
