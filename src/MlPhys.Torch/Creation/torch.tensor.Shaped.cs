namespace TorchSharp;

public static partial class torch
{
    public static Tensor tensor<T>(
        T[] rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    )
        where T : unmanaged => CopyOf(rawArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor<T>(
        IList<T> rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    )
        where T : unmanaged => CopyOf<T>([.. rawArray], dimensions, dtype, device, requires_grad);

    public static Tensor tensor<T>(
        Memory<T> rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    )
        where T : unmanaged => CopyOf<T>(rawArray.Span, dimensions, dtype, device, requires_grad);

    public static Tensor tensor<T>(
        T[,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    )
        where T : unmanaged => from_array(rawArray, dtype, device, requires_grad);

    public static Tensor tensor<T>(
        T[,,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    )
        where T : unmanaged => from_array(rawArray, dtype, device, requires_grad);

    public static Tensor tensor<T>(
        T[,,,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    )
        where T : unmanaged => from_array(rawArray, dtype, device, requires_grad);
}
