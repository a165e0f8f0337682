using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace MlPhys.Runs;

/// <summary>Splits one seed by purpose, so that changing how much one part draws changes no other part.</summary>
public static class Seeds
{
    /// <summary>The seed of one purpose.</summary>
    /// <remarks>
    /// The first eight bytes, little-endian, of SHA-256 over the seed (eight bytes, little-endian), the index (eight bytes, little-endian) and
    /// the purpose in UTF-8. The same on every machine and in every version.
    /// </remarks>
    /// <param name="seed">The seed of the whole run.</param>
    /// <param name="purpose">What the seed is for, such as "init" or "sampling".</param>
    /// <param name="index">Which of several equal parts, such as the replica or the member of an ensemble.</param>
    /// <exception cref="ArgumentException">The purpose is empty.</exception>
    public static long Derive(long seed, string purpose, long index = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(purpose);
        var message = new byte[16 + Encoding.UTF8.GetByteCount(purpose)];
        BinaryPrimitives.WriteInt64LittleEndian(message, seed);
        BinaryPrimitives.WriteInt64LittleEndian(message.AsSpan(8), index);
        Encoding.UTF8.GetBytes(purpose, message.AsSpan(16));
        return BinaryPrimitives.ReadInt64LittleEndian(SHA256.HashData(message));
    }
}
