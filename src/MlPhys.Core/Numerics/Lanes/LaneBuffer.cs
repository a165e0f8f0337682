using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MlPhys.Numerics.Lanes;

/// <summary>Numbers at a fixed address, aligned to a cache line, freed by the garbage collector.</summary>
internal sealed unsafe class LaneBuffer<T>
    where T : unmanaged
{
    private const int Line = 64;
    private readonly byte[] _bytes;

    public LaneBuffer(long count)
    {
        Count = checked((int)count);
        _bytes = GC.AllocateArray<byte>(checked((int)(count * sizeof(T) + Line)), pinned: true);
        var start = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_bytes));
        At = (T*)((start + Line - 1) / Line * Line);
    }

    public int Count { get; }

    public T* At { get; }

    public Span<T> Span => new(At, Count);
}
