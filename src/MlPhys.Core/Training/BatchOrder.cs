using MlPhys.Numerics.Random;

namespace MlPhys.Training;

/// <summary>Which samples each step takes: every epoch a fresh permutation that depends on the epoch alone, so that a run can start anywhere.</summary>
internal sealed class BatchOrder(int samples, int batch, RandomStream random)
{
    private readonly int[] permutation = [.. Enumerable.Range(0, samples)];
    private readonly int[] taken = new int[batch == 0 ? samples : Math.Min(batch, samples)];
    private long epoch = -1;

    /// <summary>Samples in a step.</summary>
    public int Size => taken.Length;

    /// <summary>The samples of a step.</summary>
    public ReadOnlySpan<int> Of(int step)
    {
        if (Size == samples)
            return permutation;
        for (var n = 0; n < Size; n++)
        {
            var at = (long)step * Size + n;
            Shuffle(at / samples);
            taken[n] = permutation[at % samples];
        }
        return taken;
    }

    private void Shuffle(long wanted)
    {
        if (wanted == epoch)
            return;
        epoch = wanted;
        var draws = random.Split(wanted);
        for (var i = 0; i < samples; i++)
            permutation[i] = i;
        for (var i = samples - 1; i > 0; i--)
        {
            var j = (int)draws.Integer(i + 1);
            (permutation[i], permutation[j]) = (permutation[j], permutation[i]);
        }
    }
}
