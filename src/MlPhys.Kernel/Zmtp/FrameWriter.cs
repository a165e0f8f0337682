using System.Buffers.Binary;

namespace MlPhys.Kernel.Zmtp;

/// <summary>Writes frames of ZMTP 3.0 as bytes; a message is put together first and then sent at once.</summary>
internal static class FrameWriter
{
    public static byte[] Command(byte[] body) => Frame(4, body);

    public static byte[] Message(IReadOnlyList<byte[]> frames) =>
        [.. frames.SelectMany((frame, at) => Frame(at < frames.Count - 1 ? 1 : 0, frame))];

    private static byte[] Frame(int flags, byte[] body)
    {
        if (body.Length <= byte.MaxValue)
            return [(byte)flags, (byte)body.Length, .. body];
        var frame = new byte[9 + body.Length];
        frame[0] = (byte)(flags | 2);
        BinaryPrimitives.WriteInt64BigEndian(frame.AsSpan(1), body.Length);
        body.CopyTo(frame, 9);
        return frame;
    }
}
