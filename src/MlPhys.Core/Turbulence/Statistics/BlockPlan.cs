using MlPhys.Turbulence.Gradients;

namespace MlPhys.Turbulence.Statistics;

/// <summary>Which tensors form a block: stretches of time where there are enough times, else neighbouring rows.</summary>
internal sealed class BlockPlan
{
    private readonly int times;
    private readonly bool isByTime;

    public BlockPlan(VelocityGradients data, int blocks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(blocks, 2);
        times = data.Times.Length;
        isByTime = times >= blocks;
        var parts = isByTime ? times : data.Trajectories;
        if (parts < blocks)
            throw new ArgumentException(
                $"{data.Trajectories} trajectories of {times} times cannot be cut into {blocks} blocks; ask for fewer blocks or bring more data",
                nameof(blocks)
            );
        (Count, Parts) = (blocks, parts);
    }

    public int Count { get; }

    private int Parts { get; }

    /// <summary>Block of a tensor.</summary>
    public int Of(int tensor) => (int)((long)(isByTime ? tensor % times : tensor / times) * Count / Parts);
}
