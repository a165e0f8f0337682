using System.Runtime.InteropServices;

namespace MlPhys.Numerics.Fourier;

/// <summary>Zeroed numbers outside the managed heap, aligned to 64 bytes: FFTW's plans then fit every array of the same layout.</summary>
internal sealed unsafe class AlignedArray<T> : IDisposable
    where T : unmanaged
{
    private const nuint Alignment = 64;

    public AlignedArray(int length)
    {
        Length = length;
        var bytes = (nuint)length * (nuint)sizeof(T);
        Pointer = (T*)NativeMemory.AlignedAlloc(bytes, Alignment);
        NativeMemory.Clear(Pointer, bytes);
        GC.AddMemoryPressure((long)bytes);
    }

    public int Length { get; }

    public T* Pointer { get; private set; }

    public Span<T> Span => new(Pointer, Length);

    public void Dispose()
    {
        if (Pointer == null)
            return;
        NativeMemory.AlignedFree(Pointer);
        Pointer = null;
        GC.RemoveMemoryPressure((long)Length * sizeof(T));
    }
}
