using static TorchSharp.torch;

namespace MlPhys.Curvature.Kernels;

/// <summary>How samples are cut into blocks whose work fits a budget of memory.</summary>
/// <param name="Size">Samples in a block.</param>
/// <param name="Outputs">Outputs of the network.</param>
/// <param name="IsKept">Whether the factors of all blocks fit at once, so that each is made once.</param>
internal sealed record BlockPlan(int Size, int Outputs, bool IsKept)
{
    /// <summary>A symmetric kernel in this many blocks needs little more than half of the products.</summary>
    private const int FewestBlocks = 4;

    /// <summary>Making a block's factors takes about this many times their memory, with two blocks at work at once.</summary>
    private const int Working = 6;

    /// <summary>Plans by the factors of one sample and the two matrices of a pair of blocks.</summary>
    /// <exception cref="ArgumentException">The budget does not hold a block of one sample.</exception>
    public static BlockPlan For(FactorReader reader, Tensor x, long samples, KernelMode mode, long budget)
    {
        using var sample = x.narrow(0, 0, 1);
        using var probe = reader.Read(sample);
        var side = mode == KernelMode.Full ? probe.Outputs : 1;
        var perPair = 2.0 * side * side * sizeof(double);
        var perSample = (double)Working * probe.Bytes;
        if (perSample + perPair > budget)
            throw new ArgumentException(
                $"a block of one sample needs {perSample + perPair:0} bytes; the memory budget is {budget}",
                nameof(budget)
            );
        var isKept = perSample + 2 * samples * probe.Bytes < budget;
        var left = budget - (isKept ? 2 * samples * probe.Bytes : 0);
        var fits = (Math.Sqrt(perSample * perSample + 4 * perPair * left) - perSample) / (2 * perPair);
        var size = Math.Min(
            Math.Max((int)Math.Min(fits, int.MaxValue), 1),
            (samples + FewestBlocks - 1) / FewestBlocks
        );
        return new BlockPlan((int)size, probe.Outputs, isKept);
    }
}
