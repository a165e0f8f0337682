using System.Security.Cryptography;
using System.Text;

namespace MlPhys.Kernel.Protocol;

/// <summary>Signs messages with HMAC-SHA256 and knows each signature that it has accepted.</summary>
/// <remarks>An empty key switches signing off, as the protocol says.</remarks>
internal sealed class MessageSigner(byte[] key)
{
    private const int Remembered = 1 << 16;

    private readonly Lock gate = new();
    private readonly HashSet<string> seen = new(StringComparer.Ordinal);
    private readonly Queue<string> order = [];

    public byte[] Sign(IEnumerable<byte[]> parts)
    {
        if (key.Length == 0)
            return [];
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        foreach (var part in parts)
            hmac.AppendData(part);
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(hmac.GetHashAndReset()));
    }

    /// <summary>Whether the signature is right and has not been accepted before.</summary>
    public bool Accepts(byte[] signature, IEnumerable<byte[]> parts)
    {
        if (key.Length == 0)
            return true;
        if (!CryptographicOperations.FixedTimeEquals(Sign(parts), signature))
            return false;
        var text = Encoding.ASCII.GetString(signature);
        lock (gate)
        {
            if (!seen.Add(text))
                return false;
            order.Enqueue(text);
            if (order.Count > Remembered)
                seen.Remove(order.Dequeue());
            return true;
        }
    }
}
