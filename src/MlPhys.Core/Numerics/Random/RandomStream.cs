using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MlPhys.Numerics.Random;

/// <summary>A reproducible stream of random numbers: xoshiro256** that splits by purpose and by index.</summary>
/// <remarks>
/// <para>A split depends on the identity of its parent (seed and earlier splits), not on how much was drawn from it, so that
/// <c>stream.Split("init")</c> is the same stream wherever it is asked for. Child states are SHA-256 digests of the parent's
/// initial state and the label; streams of different labels are independent for every practical purpose.</para>
/// <para>Not safe for use by several threads at once: give each worker its own split.</para>
/// <para>Source: Blackman and Vigna, ACM TOMS 47, 36 (2021); Gaussians by the ziggurat of Marsaglia and Tsang (2000).</para>
/// </remarks>
public sealed class RandomStream
{
    private const int StateBytes = 32;
    private readonly Xoshiro256 origin;
    private Xoshiro256 generator;

    /// <summary>The stream of a seed; its state is filled by SplitMix64.</summary>
    /// <param name="seed">Any number.</param>
    public RandomStream(long seed)
        : this(Xoshiro256.Seeded(unchecked((ulong)seed))) { }

    private RandomStream(Xoshiro256 origin)
        : this(origin, origin) { }

    private RandomStream(Xoshiro256 origin, Xoshiro256 generator)
    {
        this.origin = origin;
        this.generator = generator;
    }

    /// <summary>The child stream of a purpose.</summary>
    /// <param name="purpose">A name such as "init" or "noise"; equal names give equal streams.</param>
    public RandomStream Split(string purpose) => Child(0, Encoding.UTF8.GetBytes(purpose));

    /// <summary>The child stream of a worker, trajectory or chain.</summary>
    /// <param name="index">Any number; equal numbers give equal streams.</param>
    public RandomStream Split(long index)
    {
        Span<byte> label = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(label, index);
        return Child(1, label);
    }

    /// <summary>A copy of this stream 2^128 draws ahead: parts of the sequence that never overlap.</summary>
    public RandomStream Jump() => new(origin, generator.Jumped());

    /// <summary>The state as 64 bytes, to be stored in a checkpoint.</summary>
    public byte[] Save()
    {
        var state = new byte[2 * StateBytes];
        origin.CopyTo(state);
        generator.CopyTo(state.AsSpan(StateBytes));
        return state;
    }

    /// <summary>The stream that <see cref="Save"/> stored; it continues to the same bits.</summary>
    /// <param name="state">64 bytes.</param>
    /// <exception cref="ArgumentException">Not 64 bytes, or a state of zeros, which the generator never reaches.</exception>
    public static RandomStream Restore(ReadOnlySpan<byte> state)
    {
        if (state.Length != 2 * StateBytes)
            throw new ArgumentException(
                $"state has {state.Length} bytes; a saved stream has {2 * StateBytes}",
                nameof(state)
            );
        if (!state[..StateBytes].ContainsAnyExcept((byte)0) || !state[StateBytes..].ContainsAnyExcept((byte)0))
            throw new ArgumentException("state is all zeros, which no stream reaches", nameof(state));
        return new RandomStream(Xoshiro256.FromBytes(state), Xoshiro256.FromBytes(state[StateBytes..]));
    }

    /// <summary>64 random bits.</summary>
    public ulong Bits() => generator.Next();

    /// <summary>A number uniform on [0, 1), a multiple of 2^-53.</summary>
    public double Uniform() => (generator.Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>A number uniform on [<paramref name="low"/>, <paramref name="high"/>).</summary>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end, not below the lower one.</param>
    /// <exception cref="ArgumentException">An end is not finite, or they are in the wrong order.</exception>
    public double Uniform(double low, double high)
    {
        if (!(double.IsFinite(low) && double.IsFinite(high) && low <= high))
            throw new ArgumentException($"[{low}, {high}) is no finite interval with low <= high", nameof(low));
        return low + (high - low) * Uniform();
    }

    /// <summary>A standard normal number.</summary>
    public double Gaussian()
    {
        var bits = generator.Next();
        var layer = (int)(bits & 0xFF);
        var x = (bits >> 12) * Ziggurat.ScaledEdge[layer];
        if (x >= Ziggurat.Edge[layer + 1])
            x = GaussianEdge(layer, x);
        return (bits & 0x100) == 0 ? x : -x;
    }

    /// <summary>A normal number.</summary>
    /// <param name="mean">Mean.</param>
    /// <param name="standardDeviation">Standard deviation, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The standard deviation is negative or NaN.</exception>
    public double Gaussian(double mean, double standardDeviation)
    {
        if (!(standardDeviation >= 0))
            throw new ArgumentOutOfRangeException(
                nameof(standardDeviation),
                standardDeviation,
                "a standard deviation is 0 or more"
            );
        return mean + standardDeviation * Gaussian();
    }

    /// <summary>A whole number uniform on 0, 1, ..., <paramref name="count"/> - 1, without bias.</summary>
    /// <param name="count">How many numbers there are, at least 1.</param>
    /// <remarks>Lemire, "Fast random integer generation in an interval", ACM TOMACS 29, 3 (2019).</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The count is below 1.</exception>
    public long Integer(long count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var range = (ulong)count;
        var high = Math.BigMul(generator.Next(), range, out var low);
        if (low < range)
        {
            var threshold = unchecked(0 - range) % range;
            while (low < threshold)
                high = Math.BigMul(generator.Next(), range, out low);
        }
        return (long)high;
    }

    /// <summary>Fills a span with numbers uniform on [0, 1): the same numbers as one call after the other.</summary>
    public void FillUniform(Span<double> target)
    {
        var local = generator;
        for (var i = 0; i < target.Length; i++)
            target[i] = (local.Next() >> 11) * (1.0 / (1UL << 53));
        generator = local;
    }

    /// <summary>Fills a span with standard normal numbers: the same numbers as one call after the other.</summary>
    public void FillGaussian(Span<double> target)
    {
        ReadOnlySpan<double> scaled = Ziggurat.ScaledEdge;
        ReadOnlySpan<double> edge = Ziggurat.Edge;
        var local = generator;
        for (var i = 0; i < target.Length; i++)
        {
            var bits = local.Next();
            var layer = (int)(bits & 0xFF);
            var x = (bits >> 12) * scaled[layer];
            if (x >= edge[layer + 1])
            {
                generator = local;
                x = GaussianEdge(layer, x);
                local = generator;
            }
            // The sign bit moves without a branch, which would be mispredicted every second time.
            target[i] = BitConverter.UInt64BitsToDouble(BitConverter.DoubleToUInt64Bits(x) | (bits & 0x100) << 55);
        }
        generator = local;
    }

    /// <summary>Fills a span with standard normal numbers rounded to single precision.</summary>
    public void FillGaussian(Span<float> target)
    {
        for (var i = 0; i < target.Length; i++)
            target[i] = (float)Gaussian();
    }

    /// <summary>An array of numbers uniform on [0, 1).</summary>
    /// <param name="count">Length, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public double[] Uniforms(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var numbers = new double[count];
        FillUniform(numbers);
        return numbers;
    }

    /// <summary>An array of standard normal numbers.</summary>
    /// <param name="count">Length, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public double[] Gaussians(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var numbers = new double[count];
        FillGaussian(numbers);
        return numbers;
    }

    /// <summary>What the ziggurat does outside the rectangle that is surely under the density: tail, or the wedge test.</summary>
    private double GaussianEdge(int layer, double x)
    {
        while (true)
        {
            if (layer == 0)
                return GaussianTail();
            var height = Ziggurat.Height[layer] + Uniform() * (Ziggurat.Height[layer + 1] - Ziggurat.Height[layer]);
            if (height < Ziggurat.Density(x))
                return x;
            var bits = generator.Next();
            layer = (int)(bits & 0xFF);
            x = (bits >> 12) * Ziggurat.ScaledEdge[layer];
            if (x < Ziggurat.Edge[layer + 1])
                return x;
        }
    }

    private double GaussianTail()
    {
        while (true)
        {
            var beyond = this.Exponential(Ziggurat.TailStart);
            if (2 * this.Exponential() > beyond * beyond)
                return Ziggurat.TailStart + beyond;
        }
    }

    private RandomStream Child(byte kind, ReadOnlySpan<byte> label)
    {
        var message = new byte[StateBytes + 1 + label.Length];
        origin.CopyTo(message);
        message[StateBytes] = kind;
        label.CopyTo(message.AsSpan(StateBytes + 1));
        return new RandomStream(Xoshiro256.FromBytes(SHA256.HashData(message)));
    }
}
