using System.Collections;

namespace TorchSharp.Utils;

/// <summary>
/// The elements of a tensor in CPU memory, in row-major order whatever its strides. The accessor keeps the tensor
/// alive; it must not be used after the tensor was disposed.
/// </summary>
public sealed unsafe class TensorAccessor<T> : IDisposable, IEnumerable<T>
    where T : unmanaged
{
    private readonly torch.Tensor tensor;
    private readonly T* first;
    private readonly long[] shape;
    private readonly long[] strides;
    private readonly bool contiguous;

    internal TensorAccessor(torch.Tensor tensor)
    {
        if (tensor.is_sparse || tensor.is_conj() || tensor.is_neg())
        {
            tensor = tensor.contiguous_on_cpu().DetachFromDisposeScope();
            IsReadOnly = true;
        }
        this.tensor = tensor;
        first = (T*)tensor.DataPointer();
        shape = tensor.shape;
        strides = tensor.stride();
        contiguous = tensor.is_contiguous();
    }

    public long Count => tensor.numel();

    /// <summary>Whether the elements had to be copied because the tensor holds them lazily conjugated or negated.</summary>
    public bool IsReadOnly { get; }

    /// <summary>One element, by an index for each dimension, or by its row-major position.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such element.</exception>
    public T this[params long[] indices]
    {
        get => first[Offset(indices)];
        set
        {
            RequireWritable();
            first[Offset(indices)] = value;
        }
    }

    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array);
        return array;
    }

    /// <summary>A rectangular array with the tensor's shape; a scalar gives a one-element array.</summary>
    public Array ToNDArray()
    {
        var lengths = shape.Length == 0 ? [1] : shape;
        var array = Array.CreateInstance(typeof(T), lengths);
        var flat = new Span<T>(ToArray());
        fixed (byte* data = &System.Runtime.InteropServices.MemoryMarshal.GetArrayDataReference(array))
            flat.CopyTo(new Span<T>(data, flat.Length));
        return array;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) =>
        CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        var target = array[arrayIndex..];
        var count = checked((int)Math.Min(target.Length, Count - tensorIndex));
        if (contiguous)
            new ReadOnlySpan<T>(first + tensorIndex, count).CopyTo(target);
        else
            for (var i = 0; i < count; i++)
                target[i] = first[OffsetAt(tensorIndex + i)];
        GC.KeepAlive(tensor);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) =>
        CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        RequireWritable();
        var source = array[arrayIndex..];
        var count = checked((int)Math.Min(source.Length, Count - tensorIndex));
        if (contiguous)
            source[..count].CopyTo(new Span<T>(first + tensorIndex, count));
        else
            for (var i = 0; i < count; i++)
                first[OffsetAt(tensorIndex + i)] = source[i];
        GC.KeepAlive(tensor);
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++)
            yield return ElementAt(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Nothing to free: the tensor owns the memory.</summary>
    public void Dispose() { }

    private T ElementAt(long position)
    {
        var value = first[OffsetAt(position)];
        GC.KeepAlive(tensor);
        return value;
    }

    private void RequireWritable()
    {
        if (IsReadOnly)
            throw new InvalidOperationException(
                "The tensor holds its elements lazily conjugated or negated, or sparsely; write to a resolved copy."
            );
    }

    private long Offset(long[] indices)
    {
        ObjectDisposedException.ThrowIf(tensor.IsInvalid, tensor);
        if (indices.Length == 1 && shape.Length != 1)
            return indices[0] >= 0 && indices[0] < Count ? OffsetAt(indices[0]) : throw OutOfRange(indices);
        if (indices.Length != shape.Length)
            throw OutOfRange(indices);
        var offset = 0L;
        for (var d = 0; d < indices.Length; d++)
        {
            if (indices[d] < 0 || indices[d] >= shape[d])
                throw OutOfRange(indices);
            offset += indices[d] * strides[d];
        }
        return offset;
    }

    private ArgumentOutOfRangeException OutOfRange(long[] indices) =>
        new(
            nameof(indices),
            $"There is no element [{string.Join(", ", indices)}] in a tensor of shape [{string.Join(", ", shape)}]."
        );

    private long OffsetAt(long position)
    {
        if (contiguous)
            return position;
        var offset = 0L;
        for (var d = shape.Length - 1; d >= 0; d--)
        {
            offset += position % shape[d] * strides[d];
            position /= shape[d];
        }
        return offset;
    }
}
