using System.Runtime.Intrinsics;
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
        var start = new SplitMix64(ofDraw ^ (ulong)neuron).Next();
        var (step, width) = (SplitMix64.Increment, Vector512<double>.Count);
        var states = Vector512.Create(start) + step * (Vector512<ulong>.Indices + Vector512<ulong>.One);
        var b = 0;
        for (; b + width <= theta.Length; b += width, states += Vector512.Create(step * (ulong)width))
        {
            var uniform = Vector512.ConvertToDouble(SplitMix64.Mix(states) >> 11) * (1.0 / (1UL << 53));
            var fires = Vector512.LessThan(uniform, Vector512.Create(theta[b..]));
            var spin = Vector512.ConditionalSelect(fires, Vector512<double>.One, -Vector512<double>.One);
            Vector512.Narrow(spin, spin).GetLower().CopyTo(spins[b..]);
        }
        var rest = new SplitMix64(states[0] - step);
        for (; b < theta.Length; b++)
            spins[b] = (rest.Next() >> 11) * (1.0 / (1UL << 53)) < theta[b] ? 1 : -1;
    }
}
