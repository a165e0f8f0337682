using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace MlPhys.Numerics.Random;

/// <summary>The generator xoshiro256**: 256 bits of state, period 2^256 - 1.</summary>
/// <remarks>Blackman and Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47, 36 (2021).</remarks>
internal struct Xoshiro256(ulong s0, ulong s1, ulong s2, ulong s3)
{
    private static readonly ulong[] JumpPolynomial =
    [
        0x180EC6D33CFD0ABA,
        0xD5A61266F0C9392C,
        0xA9582618E03FC9AA,
        0x39ABDC4529B1661C,
    ];

    private ulong s0 = s0;
    private ulong s1 = s1;
    private ulong s2 = s2;
    private ulong s3 = s3;

    public static Xoshiro256 Seeded(ulong seed)
    {
        var mix = new SplitMix64(seed);
        return new Xoshiro256(mix.Next(), mix.Next(), mix.Next(), mix.Next());
    }

    public static Xoshiro256 FromBytes(ReadOnlySpan<byte> bytes) =>
        new(
            BinaryPrimitives.ReadUInt64LittleEndian(bytes),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[8..]),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[16..]),
            BinaryPrimitives.ReadUInt64LittleEndian(bytes[24..])
        );

    public readonly void CopyTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, s0);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], s1);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], s2);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[24..], s3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Next()
    {
        var result = BitOperations.RotateLeft(s1 * 5, 7) * 9;
        var t = s1 << 17;
        s2 ^= s0;
        s3 ^= s1;
        s1 ^= s2;
        s0 ^= s3;
        s2 ^= t;
        s3 = BitOperations.RotateLeft(s3, 45);
        return result;
    }

    /// <summary>The state 2^128 draws ahead.</summary>
    public readonly Xoshiro256 Jumped()
    {
        var walker = this;
        var (j0, j1, j2, j3) = (0UL, 0UL, 0UL, 0UL);
        foreach (var word in JumpPolynomial)
            for (var bit = 0; bit < 64; bit++)
            {
                if ((word >> bit & 1) != 0)
                    (j0, j1, j2, j3) = (j0 ^ walker.s0, j1 ^ walker.s1, j2 ^ walker.s2, j3 ^ walker.s3);
                walker.Next();
            }
        return new Xoshiro256(j0, j1, j2, j3);
    }
}
