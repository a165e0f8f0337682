namespace TorchSharp;

public static partial class torch
{
    public static Tensor tensor(
        bool scalar,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(
        bool[] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray, [rawArray.Length], dtype, device, requires_grad);

    public static Tensor tensor(
        bool[] rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        IList<bool> rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([.. rawArray], [rawArray.Count], dtype, device, requires_grad);

    public static Tensor tensor(
        IList<bool> rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([.. rawArray], dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        Memory<bool> rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray.Span, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        bool[,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<bool>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        bool[,,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<bool>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        bool[,,,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<bool>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        byte scalar,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(
        byte[] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray, [rawArray.Length], dtype, device, requires_grad);

    public static Tensor tensor(
        byte[] rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        IList<byte> rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([.. rawArray], [rawArray.Count], dtype, device, requires_grad);

    public static Tensor tensor(
        IList<byte> rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([.. rawArray], dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        Memory<byte> rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray.Span, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        byte[,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<byte>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        byte[,,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<byte>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        byte[,,,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<byte>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        sbyte scalar,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(
        sbyte[] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray, [rawArray.Length], dtype, device, requires_grad);

    public static Tensor tensor(
        sbyte[] rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        IList<sbyte> rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([.. rawArray], [rawArray.Count], dtype, device, requires_grad);

    public static Tensor tensor(
        IList<sbyte> rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([.. rawArray], dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        Memory<sbyte> rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray.Span, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        sbyte[,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<sbyte>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        sbyte[,,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<sbyte>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        sbyte[,,,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<sbyte>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        short scalar,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(
        short[] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray, [rawArray.Length], dtype, device, requires_grad);

    public static Tensor tensor(
        short[] rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        IList<short> rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([.. rawArray], [rawArray.Count], dtype, device, requires_grad);

    public static Tensor tensor(
        IList<short> rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([.. rawArray], dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        Memory<short> rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray.Span, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        short[,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<short>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        short[,,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<short>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        short[,,,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<short>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        int scalar,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(
        int[] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray, [rawArray.Length], dtype, device, requires_grad);

    public static Tensor tensor(
        int[] rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        IList<int> rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([.. rawArray], [rawArray.Count], dtype, device, requires_grad);

    public static Tensor tensor(
        IList<int> rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([.. rawArray], dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        Memory<int> rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray.Span, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        int[,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<int>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        int[,,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<int>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        int[,,,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<int>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        long scalar,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(
        long[] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray, [rawArray.Length], dtype, device, requires_grad);

    public static Tensor tensor(
        long[] rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        IList<long> rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([.. rawArray], [rawArray.Count], dtype, device, requires_grad);

    public static Tensor tensor(
        IList<long> rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([.. rawArray], dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        Memory<long> rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray.Span, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        long[,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<long>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        long[,,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<long>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        long[,,,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<long>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        float scalar,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(
        float[] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray, [rawArray.Length], dtype, device, requires_grad);

    public static Tensor tensor(
        float[] rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        IList<float> rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([.. rawArray], [rawArray.Count], dtype, device, requires_grad);

    public static Tensor tensor(
        IList<float> rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([.. rawArray], dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        Memory<float> rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray.Span, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        float[,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<float>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        float[,,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<float>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        float[,,,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<float>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        double scalar,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(
        double[] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray, [rawArray.Length], dtype, device, requires_grad);

    public static Tensor tensor(
        double[] rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        IList<double> rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([.. rawArray], [rawArray.Count], dtype, device, requires_grad);

    public static Tensor tensor(
        IList<double> rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([.. rawArray], dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        Memory<double> rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray.Span, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        double[,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<double>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        double[,,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<double>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        double[,,,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<double>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        Half scalar,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(
        Half[] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray, [rawArray.Length], dtype, device, requires_grad);

    public static Tensor tensor(
        Half[] rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        IList<Half> rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([.. rawArray], [rawArray.Count], dtype, device, requires_grad);

    public static Tensor tensor(
        IList<Half> rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([.. rawArray], dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        Memory<Half> rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray.Span, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        Half[,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<Half>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        Half[,,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<Half>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        Half[,,,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<Half>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        (float Real, float Imaginary) scalar,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(
        (float Real, float Imaginary)[] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray, [rawArray.Length], dtype, device, requires_grad);

    public static Tensor tensor(
        (float Real, float Imaginary)[] rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        IList<(float Real, float Imaginary)> rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([.. rawArray], [rawArray.Count], dtype, device, requires_grad);

    public static Tensor tensor(
        IList<(float Real, float Imaginary)> rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([.. rawArray], dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        Memory<(float Real, float Imaginary)> rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray.Span, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        (float Real, float Imaginary)[,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<(float Real, float Imaginary)>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        (float Real, float Imaginary)[,,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<(float Real, float Imaginary)>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        (float Real, float Imaginary)[,,,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<(float Real, float Imaginary)>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        System.Numerics.Complex scalar,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(
        System.Numerics.Complex[] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray, [rawArray.Length], dtype, device, requires_grad);

    public static Tensor tensor(
        System.Numerics.Complex[] rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        IList<System.Numerics.Complex> rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([.. rawArray], [rawArray.Count], dtype, device, requires_grad);

    public static Tensor tensor(
        IList<System.Numerics.Complex> rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf([.. rawArray], dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        Memory<System.Numerics.Complex> rawArray,
        ReadOnlySpan<long> dimensions,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf(rawArray.Span, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(
        System.Numerics.Complex[,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<System.Numerics.Complex>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        System.Numerics.Complex[,,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<System.Numerics.Complex>(rawArray, dtype, device, requires_grad);

    public static Tensor tensor(
        System.Numerics.Complex[,,,] rawArray,
        ScalarType? dtype = null,
        Device? device = null,
        bool requires_grad = false
    ) => CopyOf<System.Numerics.Complex>(rawArray, dtype, device, requires_grad);
}
