using MlPhys.Numerics.Random;

namespace MlPhys.LocalLearning;

/// <summary>Draws the outputs: each neuron, step and pass has a stream of its own, so that no order of work changes a draw.</summary>
internal static class SpinNoise
{
    /// <summary>Samples y = +1 with probability theta, else -1.</summary>
    /// <param name="seed">Seed of the layer.</param>
    /// <param name="draw">Number of the draw: step and pass in one.</param>
    /// <param name="neuron">The neuron.</param>
    /// <param name="theta">P(y = +1) of each sample.</param>
    /// <param name="spins">Result.</param>
    public static void Sample(long seed, long draw, int neuron, ReadOnlySpan<double> theta, Span<float> spins)
    {
        var ofDraw = new SplitMix64(new SplitMix64((ulong)seed).Next() ^ (ulong)draw).Next();
        var stream = new SplitMix64(new SplitMix64(ofDraw ^ (ulong)neuron).Next());
        for (var b = 0; b < theta.Length; b++)
            spins[b] = (stream.Next() >> 11) * (1.0 / (1UL << 53)) < theta[b] ? 1 : -1;
    }
}
