using System.Numerics;

namespace MlPhys.Numerics.Fourier;

/// <summary>Transforms of many lines of one layout, single or double precision, planned once; executing is safe on several threads and allocates nothing.</summary>
/// <remarks>By FFTW where the system has the library of that precision, else by torch.fft where there is libtorch, else by managed code. Arrays are aligned to 64 bytes; complex numbers lie as pairs.</remarks>
internal abstract unsafe class LineTransform<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>Who computes in this precision.</summary>
    public static FftBackend Backend { get; } =
        (typeof(T) == typeof(float) ? FftwSingle.IsPresent : FftwDouble.IsPresent) ? FftBackend.Fftw
        : TorchLines<T>.IsPresent ? FftBackend.Torch
        : FftBackend.Managed;

    public static LineTransform<T> Of(LineKind kind, LineBatch batch) => Of(kind, batch, Backend);

    public static LineTransform<T> Of(LineKind kind, LineBatch batch, FftBackend backend) =>
        backend switch
        {
            FftBackend.Fftw => new FftwLines<T>(kind, batch),
            FftBackend.Torch => new TorchLines<T>(kind, batch),
            _ => new ManagedLines<T>(kind, batch),
        };

    /// <summary>Transforms the lines; input and output do not overlap.</summary>
    public abstract void Execute(T* input, T* output);
}
