namespace TorchSharp;

/// <summary>
/// Tells the garbage collector what tensors weigh, in steps of a mebibyte so that small tensors cost nothing. A tensor
/// object is tiny for the collector; without this it would let gigabytes of forgotten tensors pile up.
/// </summary>
internal static class MemoryPressure
{
    /// <summary>About what libtorch keeps for a tensor beside its data: the tensor itself, its storage, its graph node.</summary>
    private const long Overhead = 1024;

    private const long Step = 1 << 20;

    [ThreadStatic]
    private static long pending;

    internal static void Add(long bytes)
    {
        pending += bytes + Overhead;
        if (pending < Step)
            return;
        GC.AddMemoryPressure(pending);
        pending = 0;
    }

    internal static void Remove(long bytes)
    {
        pending -= bytes + Overhead;
        if (pending > -Step)
            return;
        GC.RemoveMemoryPressure(-pending);
        pending = 0;
    }
}
