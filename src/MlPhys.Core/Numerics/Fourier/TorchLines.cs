using System.Numerics;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace MlPhys.Numerics.Fourier;

/// <summary>A batch by torch.fft: the lines are gathered into a tensor and scattered from the result.</summary>
internal sealed unsafe class TorchLines<T>(LineKind kind, LineBatch batch) : LineTransform<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly int halfLength = batch.Length / 2 + 1;

    /// <summary>Whether libtorch is there.</summary>
    public static bool IsPresent { get; } = Answers();

    public override void Execute(T* input, T* output)
    {
        using var scope = NewDisposeScope();
        using var gradients = no_grad();
        using var lines = Gathered(input);
        var transformed = kind switch
        {
            LineKind.Forward => fft.fft_(lines.view_as_complex()),
            LineKind.Inverse => fft.ifft(lines.view_as_complex(), norm: FFTNormType.Forward),
            LineKind.RealForward => fft.rfft(lines),
            _ => fft.irfft(lines.view_as_complex(), batch.Length, norm: FFTNormType.Forward),
        };
        Scatter(MemoryMarshal.Cast<byte, T>(transformed.contiguous().bytes), output);
    }

    private Tensor Gathered(T* input)
    {
        var (length, parts) = (
            kind == LineKind.RealInverse ? halfLength : batch.Length,
            kind == LineKind.RealForward ? 1 : 2
        );
        long[] shape = parts == 1 ? [batch.Count, length] : [batch.Count, length, 2];
        var lines = empty(shape, typeof(T) == typeof(float) ? ScalarType.Float32 : ScalarType.Float64);
        var to = MemoryMarshal.Cast<byte, T>(lines.bytes);
        for (var line = 0; line < batch.Count; line++)
        for (var k = 0; k < length; k++)
        for (var part = 0; part < parts; part++)
            to[(line * length + k) * parts + part] = input[
                ((nint)line * batch.InputDistance + (nint)k * batch.InputStride) * parts + part
            ];
        return lines;
    }

    private void Scatter(ReadOnlySpan<T> from, T* output)
    {
        var (length, parts) = (
            kind == LineKind.RealForward ? halfLength : batch.Length,
            kind == LineKind.RealInverse ? 1 : 2
        );
        for (var line = 0; line < batch.Count; line++)
        for (var k = 0; k < length; k++)
        for (var part = 0; part < parts; part++)
            output[((nint)line * batch.OutputDistance + (nint)k * batch.OutputStride) * parts + part] = from[
                (line * length + k) * parts + part
            ];
    }

    private static bool Answers()
    {
        try
        {
            zeros(1).Dispose();
            return true;
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or NotSupportedException)
        {
            return false;
        }
    }
}
