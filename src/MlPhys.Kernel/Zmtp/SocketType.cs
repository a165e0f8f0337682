using System.Text;

namespace MlPhys.Kernel.Zmtp;

/// <summary>The sockets that a kernel binds, each with the kinds of peers that may connect to it.</summary>
internal sealed record SocketType(string Name, params string[] Peers)
{
    /// <summary>Answers each message to the peer that sent it; here also as the echo of heartbeats.</summary>
    public static readonly SocketType Reply = new("REP", "REQ", "DEALER");

    /// <summary>Takes requests of many peers and answers the one that asked.</summary>
    public static readonly SocketType Router = new("ROUTER", "REQ", "DEALER", "ROUTER");

    /// <summary>Sends to all peers that subscribed.</summary>
    public static readonly SocketType Publisher = new("PUB", "SUB", "XSUB");

    /// <summary>The READY command, body of the first frame after the greeting.</summary>
    public byte[] Ready() => [5, .. "READY"u8, .. Property("Socket-Type", Name), .. Property("Identity", "")];

    /// <summary>Whether a peer that sent this READY command may connect.</summary>
    public bool Accepts(byte[] ready) => Peers.Contains(PropertyOf(ready, "Socket-Type"));

    private static byte[] Property(string name, string value) =>
        [
            (byte)name.Length,
            .. Encoding.ASCII.GetBytes(name),
            0,
            0,
            0,
            (byte)value.Length,
            .. Encoding.ASCII.GetBytes(value),
        ];

    private static string? PropertyOf(byte[] command, string wanted)
    {
        var rest = command.AsSpan();
        if (!rest.StartsWith("\u0005READY"u8))
            return null;
        rest = rest[6..];
        while (rest.Length > 0)
        {
            if (!TryTake(ref rest, 1, out var name) || !TryTake(ref rest, 4, out var value))
                return null;
            if (string.Equals(name, wanted, StringComparison.OrdinalIgnoreCase))
                return value;
        }
        return null;
    }

    /// <summary>Takes a text that follows its length, itself a big-endian number of so many bytes.</summary>
    private static bool TryTake(ref Span<byte> rest, int lengthBytes, out string text)
    {
        text = "";
        if (rest.Length < lengthBytes)
            return false;
        long length = 0;
        foreach (var part in rest[..lengthBytes])
            length = length << 8 | part;
        if (rest.Length - lengthBytes < length)
            return false;
        text = Encoding.ASCII.GetString(rest.Slice(lengthBytes, (int)length));
        rest = rest[(lengthBytes + (int)length)..];
        return true;
    }
}
