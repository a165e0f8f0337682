using static TorchSharp.torch;

namespace MlPhys.Curvature.Kernels;

/// <summary>The blocks of one set of samples, made when asked for and kept where there is room.</summary>
internal sealed class BlockSource(FactorReader reader, Tensor samples, BlockPlan plan) : IDisposable
{
    private readonly Dictionary<int, KernelBlock> kept = [];

    /// <summary>Number of blocks.</summary>
    public int Count => (int)((samples.shape[0] + plan.Size - 1) / plan.Size);

    /// <summary>The place of a block's first sample.</summary>
    public int First(int index) => index * plan.Size;

    /// <summary>A block; give it back by <see cref="Release"/>.</summary>
    public KernelBlock Take(int index)
    {
        if (kept.TryGetValue(index, out var block))
            return block;
        using var rows = samples.narrow(0, First(index), Math.Min(plan.Size, samples.shape[0] - First(index)));
        block = reader.Read(rows);
        if (plan.IsKept)
            kept[index] = block;
        return block;
    }

    /// <summary>Frees a block that is not kept.</summary>
    public void Release(KernelBlock block)
    {
        if (!plan.IsKept)
            block.Dispose();
    }

    public void Dispose()
    {
        foreach (var block in kept.Values)
            block.Dispose();
    }
}
