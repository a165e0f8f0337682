using System.Runtime.InteropServices;

namespace TorchSharp;

public static unsafe partial class torch
{
    /// <summary>A tensor with the elements and the shape of an array of any rank.</summary>
    /// <exception cref="NotSupportedException">No element type holds the array's.</exception>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    public static Tensor from_array(
        Array rawArray,
        ScalarType? dtype,
        Device? device = null,
        bool requires_grad = false
    )
    {
        var elements = ToScalarType(rawArray.GetType().GetElementType()!);
        var sizes = Enumerable.Range(0, rawArray.Rank).Select(d => rawArray.GetLongLength(d)).ToArray();
        var local = empty(sizes, elements, CPU);
        var bytes = local.numel() * local.element_size();
        fixed (byte* source = &MemoryMarshal.GetArrayDataReference(rawArray))
            Buffer.MemoryCopy(source, (void*)local.DataPointer(), bytes, bytes);
        return Placed(local, dtype, device, requires_grad);
    }

    public static Tensor as_tensor(Tensor data, ScalarType? dtype = null, Device? device = null) =>
        data.to(dtype ?? data.dtype, device ?? data.device);

    public static Tensor as_tensor<T>(T[] rawArray, ScalarType? dtype = null, Device? device = null)
        where T : unmanaged => as_tensor((Array)rawArray, dtype, device);

    /// <summary>Shares the array's memory where neither type nor device changes.</summary>
    public static Tensor as_tensor(Array data, ScalarType? dtype = null, Device? device = null)
    {
        var elements = ToScalarType(data.GetType().GetElementType()!);
        if ((dtype ?? elements) != elements || (device ?? default_device).type != DeviceType.CPU)
            return from_array(data, dtype, device);
        return Shared(data, elements, 0, [.. Enumerable.Range(0, data.Rank).Select(d => data.GetLongLength(d))]);
    }

    /// <summary>Reads an array's memory as elements of a type, without a copy; the tensor keeps the array alive.</summary>
    /// <param name="count">Elements to take; -1 takes all after <paramref name="offset"/>.</param>
    /// <param name="offset">Elements to pass over.</param>
    /// <exception cref="ArgumentException">The array is too short.</exception>
    public static Tensor frombuffer(
        Array rawArray,
        ScalarType dtype,
        long count = -1,
        long offset = 0,
        bool requires_grad = false
    )
    {
        var size = dtype.ElementSize();
        var available = Buffer.ByteLength(rawArray) / size - offset;
        if (count < 0)
            count = available;
        if (offset < 0 || count > available)
            throw new ArgumentException(
                $"{count} elements of {dtype} after {offset} need {(count + offset) * size} bytes; the array has {Buffer.ByteLength(rawArray)}.",
                nameof(rawArray)
            );
        var shared = Shared(rawArray, dtype, offset * size, [count]);
        return requires_grad ? shared.requires_grad_() : shared;
    }

    private static Tensor CopyOf<T>(
        ReadOnlySpan<T> elements,
        ReadOnlySpan<long> sizes,
        ScalarType? dtype,
        Device? device,
        bool requires_grad
    )
        where T : unmanaged
    {
        var local = empty(sizes, ToScalarType(typeof(T)), CPU);
        if (local.numel() != elements.Length)
        {
            var shape = string.Join(", ", local.shape);
            local.Dispose();
            throw new ArgumentException($"{elements.Length} elements do not fill the shape [{shape}].", nameof(sizes));
        }
        elements.CopyTo(new Span<T>((void*)local.DataPointer(), elements.Length));
        return Placed(local, dtype, device, requires_grad);
    }

    private static Tensor Placed(Tensor local, ScalarType? dtype, Device? device, bool requires_grad)
    {
        var target = device ?? default_device;
        var placed =
            (dtype ?? local.dtype) == local.dtype && target.type == DeviceType.CPU
                ? local
                : local.to(dtype ?? local.dtype, target, disposeAfter: true);
        return requires_grad ? placed.requires_grad_() : placed;
    }

    private static Tensor Shared(Array array, ScalarType dtype, long skip, long[] sizes)
    {
        var pin = GCHandle.Alloc(array, GCHandleType.Pinned);
        var first = (byte*)pin.AddrOfPinnedObject() + skip;
        fixed (long* shape = sizes)
        {
            var handle = NativeMethods.mlphys_from_blob(
                first,
                shape,
                sizes.Length,
                (int)dtype,
                GCHandle.ToIntPtr(pin),
                &Unpin
            );
            if (handle != 0)
                return new(handle);
        }
        pin.Free();
        throw NativeError.Last();
    }

    [UnmanagedCallersOnly]
    private static void Unpin(nint pin) => GCHandle.FromIntPtr(pin).Free();
}
