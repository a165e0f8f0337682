using System.Buffers;
using System.Buffers.Binary;

namespace MlPhys.Kernel.Zmtp;

/// <summary>Reads the greeting and the frames of ZMTP 3.0 (rfc.zeromq.org/spec/23) from a stream.</summary>
internal sealed class FrameReader(Stream stream) : IDisposable
{
    /// <summary>The longest message taken; a longer one ends the connection.</summary>
    public const int LongestMessage = 64 << 20;

    private const int MostFrames = 1024;
    private const int Chunk = 64 << 10;
    private const byte More = 1;
    private const byte Long = 2;
    private const byte Command = 4;

    private readonly BufferedStream input = new(stream, Chunk);

    public void Dispose() => input.Dispose();

    /// <summary>Reads the 64 bytes of the greeting.</summary>
    /// <exception cref="InvalidDataException">Not ZMTP 3, or another mechanism than NULL.</exception>
    public async ValueTask ReadGreetingAsync(CancellationToken cancellation)
    {
        var greeting = new byte[Greeting.Length];
        await input.ReadExactlyAsync(greeting, cancellation);
        Greeting.Check(greeting);
    }

    /// <summary>Reads one command frame.</summary>
    /// <exception cref="InvalidDataException">The frame is not a command.</exception>
    public async ValueTask<byte[]> ReadCommandAsync(CancellationToken cancellation)
    {
        var (flags, body) = await ReadFrameAsync(LongestMessage, cancellation);
        return (flags & Command) != 0 ? body : throw new InvalidDataException("expected a command frame");
    }

    /// <summary>Reads one message, all of its frames; commands between messages are passed over.</summary>
    /// <exception cref="InvalidDataException">A reserved flag is set, or the message is too long.</exception>
    /// <exception cref="EndOfStreamException">The peer has gone.</exception>
    public async ValueTask<byte[][]> ReadMessageAsync(CancellationToken cancellation)
    {
        var frames = new List<byte[]>();
        var left = LongestMessage;
        while (true)
        {
            var (flags, body) = await ReadFrameAsync(left, cancellation);
            if ((flags & Command) != 0)
                continue;
            frames.Add(body);
            left -= body.Length;
            if ((flags & More) == 0)
                return [.. frames];
            if (frames.Count == MostFrames)
                throw new InvalidDataException($"a message of more than {MostFrames} frames");
        }
    }

    private async ValueTask<(byte Flags, byte[] Body)> ReadFrameAsync(int longest, CancellationToken cancellation)
    {
        var head = new byte[9];
        await input.ReadExactlyAsync(head.AsMemory(0, 2), cancellation);
        var flags = head[0];
        if (flags > (More | Long | Command) || (flags & (More | Command)) == (More | Command))
            throw new InvalidDataException($"frame flags {flags:x2} are not of ZMTP 3.0");
        ulong length = head[1];
        if ((flags & Long) != 0)
        {
            await input.ReadExactlyAsync(head.AsMemory(2, 7), cancellation);
            length = BinaryPrimitives.ReadUInt64BigEndian(head.AsSpan(1));
        }
        if (length > (ulong)longest)
            throw new InvalidDataException($"a message longer than {LongestMessage} bytes");
        return (flags, await ReadBodyAsync((int)length, cancellation));
    }

    /// <summary>Memory is taken as bytes arrive, so that a length alone costs nothing.</summary>
    private async ValueTask<byte[]> ReadBodyAsync(int length, CancellationToken cancellation)
    {
        if (length <= Chunk)
        {
            var body = new byte[length];
            await input.ReadExactlyAsync(body, cancellation);
            return body;
        }
        var writer = new ArrayBufferWriter<byte>(Chunk);
        while (writer.WrittenCount < length)
        {
            var part = Math.Min(Chunk, length - writer.WrittenCount);
            await input.ReadExactlyAsync(writer.GetMemory(part)[..part], cancellation);
            writer.Advance(part);
        }
        return writer.WrittenSpan.ToArray();
    }
}
